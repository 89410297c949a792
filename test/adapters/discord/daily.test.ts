import { PermissionFlagsBits } from 'discord.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { openDaily } from '../../../src/inspiration/daily.ts';
import type { Connected } from '../../../src/platforms.ts';
import { type DailyWorld, dailyWorld, TAGGED_PAPERS } from '../../support/daily.ts';
import { openDiscord, startBot } from '../../support/discord/bot.ts';
import {
  type Body,
  CHANNEL_ID,
  clickButton,
  SERVER_ID,
  typeCommand,
} from '../../support/discord/interactions.ts';
import type { FakeDiscord } from '../../support/discord/server.ts';
import { indexOf, temporaryFolder } from '../../support/engine.ts';

const MANAGER = { permissions: PermissionFlagsBits.ManageChannels };
const HERE = { platform: 'discord', workspace: SERVER_ID, channel: CHANNEL_ID } as const;
const EPHEMERAL = 64;

let discord: FakeDiscord;
let world: DailyWorld;
let connected: Connected;
beforeAll(async () => {
  const papers = await indexOf(TAGGED_PAPERS);
  world = await dailyWorld(papers);
  world.setClock('2026-11-25T12:00:00Z');
  discord = await openDiscord();
  connected = await startBot({ discord, papers, dataDir: await temporaryFolder(), daily: world });
});

const posts = (): Body[] => discord.posted.filter(({ channel_id }) => channel_id === CHANNEL_ID) as Body[];

describe('/iclr daily on Discord', () => {
  it('is for those who may manage the channel', async () => {
    expect((await typeCommand(discord, { query: 'daily' }).edited).content).toContain('Manage Channels');
    expect(world.subscriptions.get(HERE)).toBeNull();
  });

  it('says that the bot has to be added to a server that it is not in', async () => {
    const { content } = await typeCommand(discord, { query: 'daily', ...MANAGER }, 'server without the bot')
      .edited;
    expect(content).toMatch(/^I am not in this server.*\[added to it\]\(https:\/\/discord\.com\/oauth2/u);
  });

  it('says which permissions the bot lacks, and stores nothing', async () => {
    const rights = { ...MANAGER, appPermissions: PermissionFlagsBits.ViewChannel };
    const { content } = await typeCommand(discord, { query: 'daily', ...rights }).edited;
    expect(content).toContain('I lack the permissions Send Messages, Embed Links.');
    expect(world.subscriptions.get(HERE)).toBeNull();
  });

  it('announces the post in the channel with who wished for it, pinging nobody, and stores it', async () => {
    const asked = typeCommand(discord, { query: 'daily 09:30 Europe/Berlin', ...MANAGER });
    expect((await asked.edited).content).toContain('Done: a tag of the day comes');
    expect(posts()).toMatchObject([
      {
        content: expect.stringMatching(/^<@2000000000000000001> subscribed this channel/u),
        allowed_mentions: { parse: [] },
      },
    ]);
    expect(world.subscriptions.get(HERE)).toMatchObject({ person: { name: 'Ada' } });
  });

  it('tells everybody who subscribed when, and is ended by those who may', async () => {
    const { content } = await typeCommand(discord, { query: 'daily status' }).edited;
    expect(content).toContain('Subscribed by <@2000000000000000001>');
    await typeCommand(discord, { query: 'daily off', ...MANAGER }).edited;
    expect(world.subscriptions.get(HERE)).toBeNull();
  });

  it('is asked for once more by a button of an earlier version, of those who may', async () => {
    await typeCommand(discord, { query: 'daily', ...MANAGER }).edited;
    const seen = { body: { content: 'x' }, isEphemeral: true };
    const guest = await clickButton(discord, seen, 'show=daily off').edited;
    expect(guest.content).toContain('Manage Channels');
    const asked = await clickButton(discord, seen, 'show=daily off', 'server', MANAGER).edited;
    expect(asked.content).toContain('from an earlier version of me');
    expect(world.subscriptions.get(HERE)).not.toBeNull();
    const fresh = asked.components?.[0]?.components[0]?.custom_id ?? '';
    expect(fresh).toBe('show!daily off');
    await clickButton(discord, seen, fresh).edited;
    expect(world.subscriptions.get(HERE)).not.toBeNull();
    await clickButton(discord, seen, fresh, 'server', MANAGER).edited;
    expect(world.subscriptions.get(HERE)).toBeNull();
  });

  it('is for everybody alone with the bot', async () => {
    await typeCommand(discord, { query: 'daily' }, 'bot').edited;
    expect(world.subscriptions.get({ ...HERE, workspace: '@me' })).not.toBeNull();
    world.subscriptions.remove({ ...HERE, workspace: '@me' });
  });

  it('shows what a post looks like to the caller alone, with nothing to share', async () => {
    const asked = typeCommand(discord, { query: 'daily preview' });
    expect((await asked.acknowledged).data?.flags).toBe(EPHEMERAL);
    const body = await asked.edited;
    expect(body.content).toContain('Tag of the day: **tag ');
    expect(JSON.stringify(body.components)).not.toContain('Share');
  });
});

describe('a tag of the day on Discord', () => {
  it('has five buttons that search, for the eyes of whoever clicks', async () => {
    const person = { id: '2000000000000000001', name: 'Ada' };
    world.subscriptions.put(
      { address: HERE, schedule: world.defaults, person },
      Date.parse('2026-11-25T12:00:00Z'),
    );
    world.setClock('2026-11-26T09:00:00Z');
    const before = posts().length;
    await openDaily({ ...world, platforms: [connected] }).tick();
    const [post, ...others] = posts().slice(before);
    expect(others).toEqual([]);
    const ids = (post?.components ?? []).flatMap(row =>
      row.components.map(({ custom_id }) => custom_id ?? ''),
    );
    const searches = ids.filter(id => id.startsWith('show=tag:'));
    expect(searches).toHaveLength(5);

    const asked = clickButton(discord, { body: post ?? {}, isEphemeral: false }, searches[0] ?? '');
    expect((await asked.acknowledged).data?.flags).toBe(EPHEMERAL);
    expect((await asked.edited).content).toMatch(/^\*\*tag\\:"tag \d+"\*\*: 2 papers match$/u);
  });
});
