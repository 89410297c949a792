import getPort from 'get-port';
import { beforeAll, describe, expect, it } from 'vitest';
import { discordPost } from '../../../adapters/discord/post.ts';
import type { Post } from '../../../src/channel.ts';
import { DAILY, KIND_WORD } from '../../support/daily-reply.ts';
import { openDiscord, startBot } from '../../support/discord/bot.ts';
import { openApiProblems } from '../../support/discord/judges.ts';
import { type Failure, type FakeDiscord, TOKEN } from '../../support/discord/server.ts';
import { indexOf, temporaryFolder } from '../../support/engine.ts';

let discord: FakeDiscord;
beforeAll(async () => {
  discord = await openDiscord();
});

/** The real client, whose patience ends when a test says so. */
function postTo(apiUrl: string, token = TOKEN, deadline = () => new AbortController().signal): Post {
  return discordPost({
    config: { token, apiUrl },
    kept: { keep: () => 'h'.repeat(22) },
    signal: new AbortController().signal,
    pace: { patience: 100_000, waits: [10, 20] },
    deadline,
  });
}

/** The deadlines of tries, one after the other: the one at hand passes as soon as Discord is silent. */
function deadlines(): { next: () => AbortSignal; pass: () => void } {
  let current = new AbortController();
  return {
    next: () => {
      current = new AbortController();
      return current.signal;
    },
    pass: () => current.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError')),
  };
}

const to = (channel: string) => ({ platform: 'discord', workspace: '7', channel }) as const;

let channels = 0;

/** @returns what comes of a post whose tries fail so, one after the other, and what the channel holds then */
async function outcomeOf(failures: readonly Pick<Failure, 'status' | 'body' | 'headers'>[]) {
  channels += 1;
  const channel = String(6_000_000_000_000_000_000n + BigInt(channels));
  const path = new RegExp(`^/channels/${channel}/messages$`, 'u');
  const { next, pass } = deadlines();
  for (const failure of failures)
    discord.failOnce({
      method: 'POST',
      path,
      ...failure,
      ...(failure.status === 'silence' ? { given: pass } : {}),
    });
  const outcome = await postTo(discord.apiUrl, TOKEN, next)(to(channel), DAILY, `key-${channels}`);
  return {
    outcome,
    tries: discord.calls.filter(call => path.test(call.path)),
    posted: discord.posted.filter(({ channel_id }) => channel_id === channel),
  };
}

const refusal = (status: number, code: number): Pick<Failure, 'status' | 'body'> => ({
  status,
  body: { code, message: 'No' },
});

describe('a post to a Discord channel', () => {
  it('is one message by a key, that pings nobody', async () => {
    const { outcome, tries, posted } = await outcomeOf([]);
    expect(outcome).toEqual({ kind: 'posted' });
    expect(posted).toHaveLength(1);
    expect(tries).toHaveLength(1);
    expect(tries[0]?.body).toMatchObject({
      nonce: `key-${channels}`,
      enforce_nonce: true,
      allowed_mentions: { parse: [] },
    });
    expect(openApiProblems('MessageCreateRequest', tries[0]?.body)).toEqual([]);
  });

  it('shows the tag, how many papers carry it, one of them, more tags, and a kind word', async () => {
    expect((await outcomeOf([])).tries[0]?.body).toMatchObject({
      content: 'Tag of the day: **graph neural networks** · 12 papers. One of them:',
      embeds: [
        {
          title: 'Folds of Graphs',
          url: 'https://openreview.net/forum?id=one',
          description: 'ICLR 2019 · Ada Brook, Jonas Erdős\nThey fold.\nTags: graph neural networks · folds',
        },
        { description: KIND_WORD },
      ],
      components: [
        {
          components: [
            {
              label: 'Search graph neural networks (12)',
              custom_id: 'show=tag:"graph neural networks"',
            },
            { label: 'Open the paper', custom_id: 'show=paper one' },
          ],
        },
        {
          components: [
            { label: 'gan (7)', custom_id: 'show=tag:"gan"' },
            { label: 'folds (2)' },
            { label: 'relu (31)' },
            { label: 'maps (1)' },
          ],
        },
      ],
    });
  });
});

describe('a post that Discord does not take', () => {
  it.each([
    ['an unknown channel', 404, 10_003],
    ['an unknown server', 404, 10_004],
    ['missing access', 403, 50_001],
    ['missing permissions', 403, 50_013],
    ['somebody who takes no direct messages', 403, 50_007],
    ['somebody who shares no server', 403, 50_278],
    ['an archived thread', 400, 50_083],
    ['a locked thread', 403, 160_005],
    ['a forum', 400, 40_058],
    ['moderation', 400, 200_000],
  ])('for %s is refused by the channel, with what to do', async (_, status, code) => {
    const { outcome, tries } = await outcomeOf([refusal(status, code)]);
    expect(outcome).toMatchObject({
      kind: 'refused',
      by: 'channel',
      why: `Discord answered with ${status}: No (${code})`,
      advice: [{ kind: 'plain' }],
    });
    expect(tries).toHaveLength(1);
  });

  it.each([
    ['a body that it does not take', refusal(400, 50_035)],
    ['a bot that is not verified', refusal(403, 40_001)],
    ['a page of a proxy', { status: 403, body: '<html>' }],
  ])('for %s is refused by Discord as a whole', async (_, failure) => {
    expect((await outcomeOf([failure])).outcome).toMatchObject({ kind: 'refused', by: 'platform' });
  });

  it('for its token is refused by Discord as a whole, each time anew', async () => {
    const post = postTo(discord.apiUrl, 'wrong');
    for (const key of ['one', 'two']) {
      expect(await post(to('6'), DAILY, key)).toMatchObject({
        kind: 'refused',
        by: 'platform',
        why: expect.stringContaining('DISCORD_TOKEN is refused'),
      });
    }
  });

  it('where nobody listens, or no name is found, was never sent', async () => {
    const closed = `http://127.0.0.1:${await getPort()}/api`;
    for (const apiUrl of [closed, 'http://nowhere.invalid/api']) {
      expect(await postTo(apiUrl)(to('6'), DAILY, 'key')).toMatchObject({ kind: 'refused', by: 'platform' });
    }
  });
});

describe('a post that comes too fast', () => {
  const limited = (headers: Record<string, string>, body: object = {}) => ({ status: 429, headers, body });

  it.each([
    ['the header says', limited({ 'retry-after': '7' }), 7_000],
    ['the body says', limited({}, { message: 'slow', retry_after: 1.5, global: false }), 1_500],
    ['a global limit says', limited({ 'retry-after': '3', 'x-ratelimit-global': 'true' }), 3_000],
    ['nobody says', limited({}), 5_000],
  ])('waits for as long as %s, and is not tried again here', async (told, failure, wait) => {
    // Each with a client of its own: a global limit is kept.
    const { outcome, tries } = await outcomeOf([failure]);
    if (outcome.kind !== 'limited') throw new Error(`it was ${outcome.kind}`);
    expect(outcome.everywhere).toBe(told === 'a global limit says');
    expect(outcome.waitMs).toBeGreaterThanOrEqual(wait);
    expect(outcome.waitMs).toBeLessThan(wait + 200);
    expect(tries).toHaveLength(1);
  });

  it('is not sent at all while a global limit lasts, to whatever channel', async () => {
    const post = postTo(discord.apiUrl);
    discord.failOnce({
      method: 'POST',
      path: /^\/channels\/61\//u,
      ...limited({ 'retry-after': '60', 'x-ratelimit-global': 'true' }),
    });
    expect((await post(to('61'), DAILY, 'first')).kind).toBe('limited');
    expect((await post(to('62'), DAILY, 'second')).kind).toBe('limited');
    expect(discord.calls.filter(({ path }) => path.startsWith('/channels/62/'))).toEqual([]);
  });

  it('is not sent at all where the channel has said that it takes no more for now', async () => {
    const post = postTo(discord.apiUrl);
    const full = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset-after': '60', 'x-ratelimit-limit': '5' };
    discord.failOnce({
      method: 'POST',
      path: /^\/channels\/63\//u,
      status: 200,
      body: { id: '1' },
      headers: full,
    });
    expect((await post(to('63'), DAILY, 'first')).kind).toBe('posted');
    expect((await post(to('63'), DAILY, 'second')).kind).toBe('limited');
    expect(discord.calls.filter(({ path }) => path.startsWith('/channels/63/'))).toHaveLength(1);
  });
});

describe('a post of which nobody knows whether Discord took it', () => {
  const failing = [
    ['no answer', { status: 'silence' }],
    ['a connection that breaks', { status: 'reset' }],
    ['a connection that breaks after it was taken', { status: 'taken' }],
    ['status 500', { status: 500, body: { code: 0, message: 'oops' } }],
    ['status 502 with a page', { status: 502, body: '<html>' }],
    ['status 408', { status: 408, body: { code: 0, message: 'late' } }],
    ['an answer that is no message', { status: 200, body: {} }],
  ] satisfies [string, Pick<Failure, 'status' | 'body'>][];

  it.each(failing)('after %s is tried again by its key, and stands there once', async (_, failure) => {
    const { outcome, tries, posted } = await outcomeOf([failure]);
    expect(outcome).toEqual({ kind: 'posted' });
    expect(tries).toHaveLength(2);
    expect(posted).toHaveLength(1);
  });

  it.each(failing)('after %s three times is unknown', async (_, failure) => {
    const { outcome, tries, posted } = await outcomeOf([failure, failure, failure]);
    expect(outcome.kind).toBe('unknown');
    expect(tries).toHaveLength(3);
    expect(posted.length).toBeLessThanOrEqual(1);
  });

  it('stays unknown where the next try is refused, or limited for long: the first may have been taken', async () => {
    for (const next of [refusal(403, 50_013), { status: 429, headers: { 'retry-after': '60' } }]) {
      const { outcome, tries, posted } = await outcomeOf([{ status: 'taken' }, next]);
      expect(outcome.kind).toBe('unknown');
      expect(tries).toHaveLength(2);
      expect(posted).toHaveLength(1);
    }
  });

  it('waits for a short limit before the next try', async () => {
    const limited = { status: 429, headers: { 'retry-after': '0.05' } };
    const { outcome, tries, posted } = await outcomeOf([{ status: 'taken' }, limited]);
    expect(outcome).toEqual({ kind: 'posted' });
    expect(tries).toHaveLength(3);
    expect(posted).toHaveLength(1);
  });
});

describe('a bot that is stopped', () => {
  it('posts no more', async () => {
    const bot = await startBot({ discord, papers: await indexOf([]), dataDir: await temporaryFolder() });
    expect(await bot.post(to('64'), DAILY, 'running')).toEqual({ kind: 'posted' });
    await bot.stop();
    expect(await bot.post(to('64'), DAILY, 'stopped')).toMatchObject({
      kind: 'refused',
      by: 'platform',
      why: 'the bot is being stopped',
    });
    expect(discord.posted.filter(({ channel_id }) => channel_id === '64')).toHaveLength(1);
  });
});

it('a post that cannot be made is not sent', async () => {
  const post = discordPost({
    config: { token: TOKEN, apiUrl: discord.apiUrl },
    kept: {
      keep: () => {
        throw new Error('the disk is full');
      },
    },
    signal: new AbortController().signal,
  });
  const open = { kind: 'paper', id: 'x'.repeat(100) } as const;
  expect(await post(to('65'), { ...DAILY, card: { ...DAILY.card, open } }, 'key')).toMatchObject({
    kind: 'refused',
    by: 'platform',
    why: 'the post could not be made: the disk is full',
  });
});
