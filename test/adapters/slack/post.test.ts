import getPort from 'get-port';
import { beforeAll, describe, expect, it } from 'vitest';
import { boltLogger } from '../../../adapters/slack/bolt-logger.ts';
import { clientOptions } from '../../../adapters/slack/identity.ts';
import { slackPost } from '../../../adapters/slack/post.ts';
import type { Post } from '../../../src/channel.ts';
import { DAILY, KIND_WORD } from '../../support/daily-reply.ts';
import { memoryLog } from '../../support/engine.ts';
import { startSlackBot } from '../../support/slack/bot.ts';
import { type ApiAnswer, type SlackServer, startSlack } from '../../support/slack/server.ts';

const KEY = 'a1b2c3d4e5f6a1b2c3d4e5f6';
const to = (channel: string) => ({ platform: 'slack', workspace: 'T1', channel }) as const;

let slack: SlackServer;
beforeAll(async () => {
  slack = await startSlack();
});

/** The real client. Little patience is for where no answer ever comes: elsewhere a busy machine would need more. */
function postTo(apiUrl: string, timeout = 100_000): Post {
  return slackPost({
    token: 'xoxb-bot',
    client: { ...clientOptions({ apiUrl }), timeout, logger: boltLogger(memoryLog()) },
    kept: { keep: () => 'h'.repeat(22), find: () => null },
    handle: 'search_iclr',
    signal: new AbortController().signal,
  });
}

let channels = 0;

/** @returns what comes of a post that Slack answers so, and how often it was sent */
async function outcomeOf(answer: ApiAnswer, kind = 'C') {
  channels += 1;
  const channel = `${kind}${channels}`;
  slack.answerIn(channel, answer);
  const timeout = answer.failing === 'silence' ? 500 : 100_000;
  const outcome = await postTo(slack.apiUrl, timeout)(to(channel), DAILY, KEY);
  return {
    outcome,
    sent: slack.callsOf('chat.postMessage').filter(({ args }) => args['channel'] === channel),
  };
}

const refusal = (error: string): ApiAnswer => ({ body: { ok: false, error } });

describe('a post to a Slack channel', () => {
  it('is one message for everybody, with words for notifications and no previews of links', async () => {
    const { outcome, sent } = await outcomeOf({});
    expect(outcome).toEqual({ kind: 'posted' });
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({
      token: 'xoxb-bot',
      args: {
        text: 'Tag of the day: graph neural networks · 12 papers carry it',
        unfurl_links: 'false',
        unfurl_media: 'false',
      },
    });
  });

  it('has a connection of its own, that nobody closes just as it is sent', async () => {
    expect((await outcomeOf({})).sent).toMatchObject([{ isAlone: true }]);
  });

  it('shows the tag, how many papers carry it, one of them, more tags, and a kind word', async () => {
    const { sent } = await outcomeOf({});
    expect(sent[0]?.args['blocks']).toMatchObject([
      { type: 'header', text: { text: 'Tag of the day: graph neural networks' } },
      { type: 'rich_text', elements: [{ elements: [{ text: '12 papers carry it. One of them:' }] }] },
      {
        type: 'section',
        text: {
          text: '*<https://openreview.net/forum?id=one|Folds of Graphs>*\nICLR 2019 · Ada Brook, Jonas Erdős',
        },
        accessory: {
          options: [
            { value: 'open =paper one' },
            { value: 'show =similar one' },
            { value: 'bibtex =paper one' },
          ],
        },
      },
      { type: 'rich_text', elements: [{ elements: [{ text: 'They fold.' }] }] },
      { type: 'context', elements: [{ text: 'graph neural networks · folds' }] },
      {
        type: 'actions',
        elements: [
          { text: { text: 'Search graph neural networks (12)' }, value: 'show =tag:"graph neural networks"' },
        ],
      },
      { type: 'rich_text', elements: [{ elements: [{ text: 'More tags:' }] }] },
      {
        type: 'actions',
        elements: [
          { text: { text: 'gan (7)' }, value: 'show =tag:"gan"' },
          { text: { text: 'folds (2)' } },
          { text: { text: 'relu (31)' } },
          { text: { text: 'maps (1)' } },
        ],
      },
      { type: 'context', elements: [{ text: KIND_WORD }] },
    ]);
  });
});

describe('a post that Slack does not take', () => {
  it.each(['not_in_channel', 'channel_not_found'])('for %s is the channel to mend: /invite', async error => {
    const { outcome } = await outcomeOf(refusal(error));
    expect(outcome).toMatchObject({ kind: 'refused', by: 'channel', why: 'the bot is not in the channel' });
    expect(JSON.stringify(outcome)).toContain('/invite @search_iclr');
  });

  it('in a conversation of two is no matter of inviting', async () => {
    const { outcome } = await outcomeOf(refusal('channel_not_found'), 'D');
    expect(outcome).toMatchObject({ kind: 'refused', by: 'channel' });
    expect(JSON.stringify(outcome)).not.toContain('/invite');
  });

  it.each(['is_archived', 'restricted_action', 'restricted_action_thread_only_channel', 'ekm_access_denied'])(
    'for %s is refused by the channel',
    async error => {
      expect((await outcomeOf(refusal(error))).outcome).toMatchObject({ kind: 'refused', by: 'channel' });
    },
  );

  it.each([
    ['token_revoked', 'SLACK_BOT_TOKEN'],
    ['invalid_auth', 'SLACK_BOT_TOKEN'],
    ['account_inactive', 'SLACK_BOT_TOKEN'],
    ['missing_scope', 'lacks the scope'],
    ['invalid_blocks', 'invalid_blocks'],
  ])('for %s is refused by Slack as a whole, and the log says why', async (error, why) => {
    expect((await outcomeOf(refusal(error))).outcome).toMatchObject({
      kind: 'refused',
      by: 'platform',
      why: expect.stringContaining(why),
    });
  });

  it.each([404, 403])('with status %d was turned away', async status => {
    expect((await outcomeOf({ status, body: 'no' })).outcome).toMatchObject({
      kind: 'refused',
      by: 'platform',
    });
  });

  it('where nobody listens, or no name is found, was never sent', async () => {
    const closed = `http://127.0.0.1:${await getPort()}/api/`;
    for (const apiUrl of [closed, 'http://nowhere.invalid/api/']) {
      expect(await postTo(apiUrl)(to('C1'), DAILY, KEY)).toMatchObject({ kind: 'refused', by: 'platform' });
    }
  });

  it('for its rate waits for as long as Slack says', async () => {
    const limited = {
      status: 429,
      headers: { 'retry-after': '7' },
      body: { ok: false, error: 'ratelimited' },
    };
    const { outcome, sent } = await outcomeOf(limited);
    expect(outcome).toEqual({ kind: 'limited', waitMs: 7_000, everywhere: true });
    expect(sent).toHaveLength(1);
  });

  it('is not sent while Slack wants to be left in peace, to whatever channel', async () => {
    const post = postTo(slack.apiUrl);
    slack.answerIn('C-full', { status: 429, headers: { 'retry-after': '60' }, body: { ok: false } });
    expect(await post(to('C-full'), DAILY, KEY)).toEqual({
      kind: 'limited',
      waitMs: 60_000,
      everywhere: true,
    });
    expect((await post(to('C-empty'), DAILY, KEY)).kind).toBe('limited');
    expect(slack.callsOf('chat.postMessage').filter(({ args }) => args['channel'] === 'C-empty')).toEqual([]);
  });

  it.each(['ratelimited', 'rate_limited', 'message_limit_exceeded'])(
    'for %s waits for half a minute',
    async error => {
      expect((await outcomeOf(refusal(error))).outcome).toEqual({
        kind: 'limited',
        waitMs: 30_000,
        everywhere: true,
      });
    },
  );
});

describe('a post of which nobody knows whether Slack took it', () => {
  it.each<[string, ApiAnswer]>([
    ['no answer', { failing: 'silence' }],
    ['a connection that breaks', { failing: 'reset' }],
    ['half of an answer', { failing: 'half' }],
    ['status 500', { status: 500, body: 'oops' }],
    ['status 503', { status: 503, body: { ok: false } }],
    ['status 408', { status: 408, body: 'late' }],
    ['an answer that is no JSON', { body: '<html>502</html>' }],
    ['an answer that says nothing', { body: {} }],
    ['an answer that is null', { body: 'null' }],
    ['fatal_error', refusal('fatal_error')],
    ['internal_error', refusal('internal_error')],
    ['service_unavailable', refusal('service_unavailable')],
  ])('after %s is unknown, and sent once', async (_, answer) => {
    const { outcome, sent } = await outcomeOf(answer);
    expect(outcome).toMatchObject({ kind: 'unknown', why: expect.not.stringContaining('<html>') });
    expect(sent).toHaveLength(1);
  });
});

describe('a bot that is stopped', () => {
  it('posts no more', async () => {
    const bot = await startSlackBot('socket', { answer: async () => DAILY }, slack);
    expect(await bot.post(to('C-running'), DAILY, KEY)).toEqual({ kind: 'posted' });
    await bot.stop();
    const before = slack.callsOf('chat.postMessage').length;
    expect(await bot.post(to('C-running'), DAILY, KEY)).toMatchObject({
      kind: 'refused',
      by: 'platform',
      why: 'the bot is being stopped',
    });
    expect(slack.callsOf('chat.postMessage')).toHaveLength(before);
  });
});

it('a post that cannot be made is not sent', async () => {
  const post = slackPost({
    token: 'xoxb-bot',
    client: clientOptions({ apiUrl: slack.apiUrl }),
    kept: {
      keep: () => {
        throw new Error('the disk is full');
      },
      find: () => null,
    },
    handle: 'search_iclr',
    signal: new AbortController().signal,
  });
  const long = {
    ...DAILY,
    others: [{ ...DAILY.featured, search: { kind: 'tags', beginning: 'x'.repeat(100) } }],
  } as const;
  expect(await post(to('C-unmade'), long, KEY)).toMatchObject({
    kind: 'refused',
    by: 'platform',
    why: 'the post could not be made: the disk is full',
  });
});
