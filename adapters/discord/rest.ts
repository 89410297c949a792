import type { RESTOptions } from 'discord.js';
import type { DiscordConfig } from '../../src/config.ts';

/** @returns how to reach Discord's REST API; the gateway's address comes from there */
export function restOptions({ apiUrl }: Pick<DiscordConfig, 'apiUrl'>): Partial<RESTOptions> {
  return apiUrl === null ? {} : { api: apiUrl.replace(/\/+$/u, '') };
}
