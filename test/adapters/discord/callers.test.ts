import { PermissionFlagsBits as P } from 'discord.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { discordPlatform } from '../../../adapters/discord/index.ts';
import type { Caller } from '../../../src/bot/caller.ts';
import type { Reply } from '../../../src/bot/reply.ts';
import { openDiscord } from '../../support/discord/bot.ts';
import {
  ALL_PERMISSIONS,
  CHANNEL_ID,
  clickButton,
  type Place,
  SERVER_ID,
  typeCommand,
} from '../../support/discord/interactions.ts';
import { type FakeDiscord, TOKEN } from '../../support/discord/server.ts';
import { atEnd, memoryLog } from '../../support/engine.ts';

const REPLY: Reply = { kind: 'notice', text: [{ kind: 'plain', text: 'Yes.' }], examples: [] };
const MANAGER = { permissions: P.ManageChannels };

let discord: FakeDiscord;
const callers: Caller[] = [];
beforeAll(async () => {
  discord = await openDiscord();
  const bot = {
    answer: async (_: string, caller: Caller) => {
      callers.push(caller);
      return REPLY;
    },
  };
  const completer = { complete: async () => [] };
  const kept = { keep: () => 'h'.repeat(22), find: () => null };
  const config = { token: TOKEN, apiUrl: discord.apiUrl };
  const connected = await discordPlatform(config, { bot, completer, kept, log: memoryLog() }).start();
  atEnd(() => connected.stop());
});

type Rights = { readonly permissions?: bigint; readonly appPermissions?: bigint };

async function callerIn(place: Place, rights: Rights = {}): Promise<Caller> {
  await typeCommand(discord, { query: 'daily', ...rights }, place).edited;
  const caller = callers.at(-1);
  if (caller === undefined) throw new Error('nobody asked');
  return caller;
}

async function channelCallerIn(place: Place, rights: Rights = {}) {
  const caller = await callerIn(place, rights);
  if (caller.kind !== 'channel') throw new Error(`it was ${caller.kind}`);
  return caller;
}

describe('who asks on Discord, and where', () => {
  it('is told by a command in a server', async () => {
    expect(await callerIn('server')).toMatchObject({
      kind: 'channel',
      address: { platform: 'discord', workspace: SERVER_ID, channel: CHANNEL_ID },
      person: { id: '2000000000000000001', name: 'Ada' },
    });
  });

  it('is told by a click', async () => {
    const seen = { body: {}, isEphemeral: false };
    await clickButton(discord, seen, 'show=daily').edited;
    expect(callers.at(-1)).toMatchObject({ kind: 'channel', address: { channel: CHANNEL_ID } });
  });

  it.each([
    ['may manage the channel by that permission', P.ManageChannels, true],
    ['may manage it as an administrator', P.Administrator, true],
    ['may not manage it by others', P.ManageMessages | P.SendMessages, false],
  ])('%s', async (_, permissions, mayManage) => {
    expect(await callerIn('server', { permissions })).toMatchObject({ mayManage });
  });

  it('may manage what is between two, alone with the bot', async () => {
    expect(await callerIn('bot')).toMatchObject({
      kind: 'channel',
      address: { workspace: '@me', channel: CHANNEL_ID },
      mayManage: true,
    });
  });

  it('is elsewhere in a server that the bot itself is not in, and told how to change that', async () => {
    const caller = await callerIn('server without the bot', MANAGER);
    expect(caller).toMatchObject({ kind: 'elsewhere' });
    expect(JSON.stringify(caller)).toContain('scope=bot+applications.commands&permissions=274877926400');
  });

  it('is elsewhere among people', async () => {
    expect(await callerIn('people')).toMatchObject({ kind: 'elsewhere' });
  });
});

describe('a post to where somebody asks', () => {
  it('stands in the channel', async () => {
    const { post } = await channelCallerIn('server', MANAGER);
    expect(await post(REPLY, 'announced')).toEqual({ kind: 'posted' });
    expect(discord.posted.filter(({ nonce }) => nonce === 'announced')).toMatchObject([
      { channel_id: CHANNEL_ID, content: 'Yes.' },
    ]);
  });

  it.each([
    ['View Channels', P.ViewChannel],
    ['Send Messages', P.SendMessages],
    ['Embed Links', P.EmbedLinks],
  ])('is refused without %s, by name and without asking Discord', async (name, lacking) => {
    const { post } = await channelCallerIn('server', { appPermissions: ALL_PERMISSIONS ^ lacking });
    const before = discord.calls.length;
    expect(await post(REPLY, 'refused')).toMatchObject({
      kind: 'refused',
      by: 'channel',
      why: `the bot lacks the permission ${name}`,
    });
    expect(discord.calls).toHaveLength(before);
  });

  it('in a thread takes the permission for threads, and not the one for the channel', async () => {
    discord.gateway.dispatch('GUILD_CREATE', SERVER_WITH_THREAD);
    const without = (lacking: bigint) => ({ appPermissions: ALL_PERMISSIONS ^ lacking });
    const here = await channelCallerIn('server', without(P.SendMessages));
    expect(await here.post(REPLY, 'in-a-thread')).toEqual({ kind: 'posted' });
    const there = await channelCallerIn('server', without(P.SendMessagesInThreads));
    expect(await there.post(REPLY, 'refused')).toMatchObject({
      why: 'the bot lacks the permission Send Messages in Threads',
    });
  });
});

const SERVER_WITH_THREAD = {
  id: SERVER_ID,
  name: 'Readers',
  channels: [{ id: '6000000000000000000', type: 0, name: 'general', permission_overwrites: [] }],
  threads: [
    {
      id: CHANNEL_ID,
      parent_id: '6000000000000000000',
      type: 11,
      name: 'a thread',
      thread_metadata: { archived: false, auto_archive_duration: 60, locked: false },
    },
  ],
  members: [],
  roles: [],
  emojis: [],
  stickers: [],
  features: [],
};
