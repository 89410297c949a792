import {
  type ChatInputCommandInteraction,
  InteractionContextType,
  type MessageComponentInteraction,
  PermissionFlagsBits,
} from 'discord.js';
import { type Caller, personKey } from '../../src/bot/caller.ts';
import { code, plain, type Text } from '../../src/bot/reply.ts';
import { postTo } from '../../src/posting.ts';
import type { OpenDesk } from './desk.ts';
import { POSTING, type PostingPermission, serverInvite } from './invite.ts';
import { mayNotPost } from './outcome.ts';

export type Asking = ChatInputCommandInteraction | MessageComponentInteraction;

/** Stands for the server where there is none: in direct messages with the bot. */
const NO_SERVER = '@me';

const AMONG_PEOPLE: Text = [
  plain('I am not part of this conversation and cannot post to it by myself. Type '),
  code('/iclr daily'),
  plain(' in a channel of a server, or alone with me.'),
];

/** @returns who typed or clicked and where, and whether the bot itself is there, too */
export function callerOf(interaction: Asking, desk: Pick<OpenDesk, 'post' | 'log'>): Caller {
  const { context, guildId, channelId, memberPermissions, user } = interaction;
  const who = personKey('discord', guildId ?? NO_SERVER, user.id);
  if (context === InteractionContextType.BotDM) return inChannel(interaction, NO_SERVER, true, [], desk);
  if (guildId === null || channelId === null) return { kind: 'elsewhere', why: AMONG_PEOPLE, who };
  // A user's own installation brings the command to a server, and not the bot.
  if (interaction.authorizingIntegrationOwners.guildId === null) {
    return { kind: 'elsewhere', why: notInServer(interaction.applicationId), who };
  }
  const mayManage = memberPermissions?.has(PermissionFlagsBits.ManageChannels) ?? false;
  return inChannel(interaction, guildId, mayManage, missing(interaction), desk);
}

function inChannel(
  { channelId, user }: Asking,
  workspace: string,
  mayManage: boolean,
  lacking: readonly PostingPermission[],
  desk: Pick<OpenDesk, 'post' | 'log'>,
): Caller {
  const address = { platform: 'discord', workspace, channel: channelId } as const;
  return {
    kind: 'channel',
    address,
    person: { id: user.id, name: user.displayName },
    mayManage,
    post: lacking.length > 0 ? async () => mayNotPost(lacking) : postTo(address, desk),
  };
}

/** @returns what the bot is not allowed in this channel of all that a post needs */
function missing({ appPermissions, channel }: Asking): PostingPermission[] {
  const send = channel?.isThread() === true ? 'Send Messages in Threads' : 'Send Messages';
  return (['View Channels', send, 'Embed Links'] as const).filter(name => !appPermissions.has(POSTING[name]));
}

function notInServer(applicationId: string): Text {
  return [
    plain('I am not in this server: you brought me along for yourself. To post here, I have to be '),
    { kind: 'link', text: 'added to it', url: serverInvite(applicationId) },
    plain(' by somebody who may manage the server.'),
  ];
}
