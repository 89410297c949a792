import { PermissionFlagsBits } from 'discord.js';

/** What posting takes: for answers to commands, Discord asks for nothing. */
export const POSTING = {
  'View Channels': PermissionFlagsBits.ViewChannel,
  'Send Messages': PermissionFlagsBits.SendMessages,
  'Send Messages in Threads': PermissionFlagsBits.SendMessagesInThreads,
  'Embed Links': PermissionFlagsBits.EmbedLinks,
} as const;

export type PostingPermission = keyof typeof POSTING;

/** @returns the address at which somebody adds the bot to a server */
export function serverInvite(applicationId: string): string {
  const permissions = Object.values(POSTING).reduce((all, one) => all | one, 0n);
  return `${authorize(applicationId)}&scope=bot+applications.commands&permissions=${permissions}`;
}

/** @returns the address at which somebody takes the command along, to every server; no bot comes with it */
export function userInvite(applicationId: string): string {
  return `${authorize(applicationId)}&integration_type=1&scope=applications.commands`;
}

function authorize(applicationId: string): string {
  return `https://discord.com/oauth2/authorize?client_id=${applicationId}`;
}
