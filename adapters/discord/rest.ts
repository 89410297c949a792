import type { RESTOptions } from 'discord.js';
import type { DiscordConfig } from '../../src/config.ts';

export const TOKEN_REFUSED = 'DISCORD_TOKEN is refused: copy it again from the Bot page of your application';

/** @returns how to reach Discord's REST API; the gateway's address comes from there */
export function restOptions({ apiUrl }: Pick<DiscordConfig, 'apiUrl'>): Partial<RESTOptions> {
  return apiUrl === null ? {} : { api: apiUrl.replace(/\/+$/u, '') };
}
