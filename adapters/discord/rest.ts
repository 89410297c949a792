import { DefaultRestOptions, type RESTOptions } from 'discord.js';
import { z } from 'zod';
import type { DiscordConfig } from '../../src/config.ts';

export const TOKEN_REFUSED = 'DISCORD_TOKEN is refused: copy it again from the Bot page of your application';

/** @returns how to reach Discord's REST API; the gateway's address comes from there */
export function restOptions({ apiUrl }: Pick<DiscordConfig, 'apiUrl'>): Partial<RESTOptions> {
  return apiUrl === null ? {} : { api: apiUrl.replace(/\/+$/u, '') };
}

/** Where Discord limits the rate and does not say for how long. */
const UNTOLD_WAIT_S = 5;

const limitSchema = z.object({ retry_after: z.number().positive(), global: z.boolean().default(false) });

/**
 * Makes a request as discord.js does. It looks in the headers for when a limit ends; Discord may say so in the
 * body alone.
 */
export const tellingWhen: RESTOptions['makeRequest'] = async (url, init) => {
  const response = await DefaultRestOptions.makeRequest(url, init);
  if (response.status !== 429 || response.headers.has('retry-after')) return response;
  const limit = limitSchema.safeParse(await response.json().catch(() => null));
  const headers = new Headers([...response.headers]);
  headers.set('retry-after', String(limit.success ? limit.data.retry_after : UNTOLD_WAIT_S));
  if (limit.success && limit.data.global) headers.set('x-ratelimit-global', 'true');
  return { ...response, headers };
};
