import { beforeAll, describe, expect, it } from 'vitest';
import { type Bot, createBot } from '../../../src/bot/bot.ts';
import { indexOf, memoryLog } from '../../support/engine.ts';
import { eventually } from '../../support/eventually.ts';
import { SEVEN_PAPERS } from '../../support/sample-papers.ts';
import { startSlackBot } from '../../support/slack/bot.ts';
import { linkShared, type Payload } from '../../support/slack/payloads.ts';
import type { ApiCall } from '../../support/slack/server.ts';

const FORUM = 'https://openreview.net/forum?id=one';
const OTHER = 'https://openreview.net/forum?id=many0';

describe('a link to a paper', () => {
  let bot: Bot;
  beforeAll(async () => {
    bot = createBot(await indexOf(SEVEN_PAPERS), memoryLog());
  });

  /** @returns what the cards of these messages were put under, once all of them were looked at */
  async function unfurls(...messages: readonly Payload[]): Promise<ApiCall['args'][]> {
    const { slack, deliver, stop } = await startSlackBot('socket', bot);
    for (const message of messages) await deliver(message);
    await stop();
    return slack.callsOf('chat.unfurl').map(({ args }) => args);
  }

  /** @returns the addresses that got cards, message by message */
  async function unfurled(...messages: readonly Payload[]): Promise<string[][]> {
    return (await unfurls(...messages)).map(args => Object.keys(args['unfurls'] ?? {}));
  }

  it('gets its card under the message', async () => {
    const [args] = await unfurls(linkShared([FORUM]));
    expect(args).toMatchObject({ channel: 'C1', ts: '12.34', unfurls: { [FORUM]: {} } });
    const card = JSON.stringify(args);
    expect(card).toContain('On μ and ReLU Networks');
    expect(card).toContain('They fold.');
    expect(card).not.toContain('Share here');
  });

  it.each([
    ['its PDF', 'https://openreview.net/pdf?id=one'],
    ['a link with more in it', 'https://www.openreview.net/forum?noteId=x&id=one#note'],
  ])('gets it for %s, too', async (_, url) => {
    expect(await unfurled(linkShared([url]))).toEqual([[url]]);
  });

  it('gets one card each for two links, none in a message of three', async () => {
    const two = [FORUM, OTHER];
    expect(await unfurled(linkShared(two))).toEqual([two]);
    expect(await unfurled(linkShared([...two, 'https://openreview.net/forum?id=many1']))).toEqual([]);
  });

  it('gets none again in the same channel, but in another one', async () => {
    const [again, asPdf] = [linkShared([FORUM]), linkShared(['https://openreview.net/pdf?id=one'])];
    const elsewhere = linkShared([FORUM], { channel: 'C2' });
    expect(await unfurled(linkShared([FORUM]), again, asPdf, elsewhere)).toEqual([[FORUM], [FORUM]]);
  });

  it('gets it again where Slack did not take the first', async () => {
    const { slack, deliver, log } = await startSlackBot('socket', bot);
    slack.answerNext('chat.unfurl', { body: { ok: false, error: 'cannot_unfurl_url' } });
    await deliver(linkShared([FORUM]));
    await eventually(() => expect(log.lines.at(-1)).toBe('Slack refused with cannot_unfurl_url'));
    await deliver(linkShared([FORUM]));
    await eventually(() => expect(slack.callsOf('chat.unfurl')).toHaveLength(2));
  });

  it.each([
    ['that we do not have', 'https://openreview.net/forum?id=unknown'],
    ['that is none', 'https://openreview.net/group?id=one'],
    ['of another site', 'https://openreview.net.evil.org/forum?id=one'],
    ['without an id', 'https://openreview.net/forum'],
  ])('gets none for a paper %s', async (_, url) => {
    expect(await unfurled(linkShared([url]))).toEqual([]);
  });

  it('gets none while somebody is still writing, nor where the bot is not', async () => {
    const writing = linkShared([FORUM], { source: 'composer', channel: 'COMPOSER' });
    const elsewhere = linkShared([FORUM], { is_bot_user_member: false });
    expect(await unfurled(writing, elsewhere)).toEqual([]);
  });
});
