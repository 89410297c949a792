import { describe, expect, it } from 'vitest';
import { createBot } from '../../../src/bot/bot.ts';
import { atEnd, memoryLog } from '../../support/engine.ts';
import { atLast, eventually } from '../../support/eventually.ts';
import { type HangingPapers, hangingPapers } from '../../support/hanging-papers.ts';
import { type SlackBot, startSlackBot } from '../../support/slack/bot.ts';
import { envelope } from '../../support/slack/deliver.ts';
import { click, clickInView, command, event, linkShared } from '../../support/slack/payloads.ts';

const BUSY = 'I am busy, try again in a moment.';
const NOTHING = 'No paper matches';

/** The searches that hang are ended before it is stopped. */
async function started(kind: 'socket' | 'http', papers: HangingPapers, log = memoryLog()): Promise<SlackBot> {
  const bot = await startSlackBot(kind, createBot(papers, log));
  atEnd(papers.release);
  return bot;
}

/** Hundreds of answers take their time on a busy machine. */
const PATIENCE_MS = 240_000;

describe('somebody who sends 150 commands while the engine hangs', () => {
  it.each([
    ['socket', 150],
    ['http', 150],
  ] as const)(
    'hears that the bot is busy, and keeps nobody else from an answer: over %s, with %i',
    async (kind, count) => {
      const papers = hangingPapers();
      const log = memoryLog();
      const { slack, deliver } = await started(kind, papers, log);
      const texts = (): string[] => slack.responses.map(({ text }) => String(text));
      const flood = Array.from({ length: count }, () => command('hang', slack.responseUrl()));
      if (kind === 'socket')
        for (const [index, one] of flood.entries()) slack.sockets[0]?.send(envelope(one, `e${index}`));
      else await Promise.all(flood.map(deliver));
      await deliver(command('relu', slack.responseUrl(), { user_id: 'U2' }));

      await atLast(() => expect(texts().filter(text => text.startsWith(NOTHING))).toHaveLength(1));
      expect(papers.searched).toContain('relu');
      const held = papers.hanging();
      expect(held).toBeGreaterThan(0);
      await atLast(() => expect(texts().filter(text => text === BUSY)).toHaveLength(count - held));
      papers.release();
      await atLast(() => expect(slack.responses).toHaveLength(count + 1));
      expect(log.lines.filter(line => line.includes('told that I am busy'))).toHaveLength(1);
    },
    PATIENCE_MS,
  );
});

describe('somebody whose commands hang', () => {
  it('waits in turn on whatever surface, and is told there that the bot is busy', async () => {
    const papers = hangingPapers();
    const { slack, deliver, log } = await started('socket', papers);
    for (let sent = 0; sent < 100; sent += 1) await deliver(command('hang', slack.responseUrl()));
    const before = slack.responses.length;

    await deliver(click('show =relu', slack.responseUrl()));
    await deliver(click('turn =relu page:2', slack.responseUrl()));
    await deliver(click('share =relu', slack.responseUrl()));
    await deliver(click('open =paper one', slack.responseUrl()));
    await deliver(clickInView('show =relu', 'modal'));
    await deliver(event({ type: 'app_home_opened', user: 'U1', tab: 'home' }));
    await deliver(linkShared(['https://openreview.net/forum?id=one']));

    await eventually(() => expect(slack.callsOf('views.update')).toHaveLength(2));
    await eventually(() => expect(slack.callsOf('views.publish')).toHaveLength(1));
    for (const call of [...slack.callsOf('views.update'), ...slack.callsOf('views.publish')])
      expect(JSON.stringify(call.args)).toContain(BUSY);
    await eventually(() => expect(slack.responses.length).toBeGreaterThanOrEqual(before + 3));
    // A page that cannot be turned stays.
    expect(slack.responses.every(one => one['replace_original'] === false)).toBe(true);
    expect(slack.callsOf('chat.postMessage')).toEqual([]);
    expect(slack.callsOf('chat.unfurl')).toEqual([]);
    expect(papers.searched.every(source => source === 'hang')).toBe(true);
    expect(log.lines.filter(line => line.includes('fault'))).toEqual([]);
    papers.release();
  });

  it('does not keep a window that cannot be opened waiting for a turn', async () => {
    const papers = hangingPapers();
    const { slack, deliver } = await started('socket', papers);
    slack.answerAlways('views.open', { body: { ok: false, error: 'expired_trigger_id' } });
    for (let sent = 0; sent < 4; sent += 1) await deliver(command('hang', slack.responseUrl()));
    await eventually(() => expect(papers.hanging()).toBe(4));
    await deliver(click('open =relu', slack.responseUrl()));
    await eventually(() =>
      expect(slack.responses.map(({ text }) => text)).toContain(
        'This took longer than Slack waits for. Please try it once more.',
      ),
    );
    papers.release();
    await deliver(command('after', slack.responseUrl()));
    await eventually(() => expect(papers.searched).toContain('after'));
    expect(papers.searched).not.toContain('relu');
  });
});

describe('a bot that is asked to stop', () => {
  it('answers what waits, or says that it is busy, before it ends', async () => {
    const papers = hangingPapers();
    const { slack, deliver, stop } = await started('socket', papers);
    for (let sent = 0; sent < 20; sent += 1) await deliver(command('hang', slack.responseUrl()));
    const stopping = stop();
    await eventually(() => expect(slack.responses.length).toBe(20 - papers.hanging()));
    papers.release();
    await stopping;
    expect(slack.responses).toHaveLength(20);
  });
});
