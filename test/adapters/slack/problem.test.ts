import { beforeAll, describe, expect, it } from 'vitest';
import { type Bot, createBot } from '../../../src/bot/bot.ts';
import { indexOf, memoryLog } from '../../support/engine.ts';
import { eventually } from '../../support/eventually.ts';
import { SEVEN_PAPERS } from '../../support/sample-papers.ts';
import { type SlackBot, startSlackBot } from '../../support/slack/bot.ts';
import { choice, click, command, event } from '../../support/slack/payloads.ts';
import type { ApiAnswer } from '../../support/slack/server.ts';

let bot: Bot;
let started: SlackBot;
beforeAll(async () => {
  bot = createBot(await indexOf(SEVEN_PAPERS), memoryLog());
  started = await startSlackBot('socket', bot);
});

const refusal = (error: string, more: Record<string, unknown> = {}): ApiAnswer => ({
  body: { ok: false, error, ...more },
});

/** @returns what the caller is told, and the last line of the log */
async function shareAnd(answer: ApiAnswer): Promise<{ told: string; logged: string }> {
  const { slack, deliver, log } = started;
  const before = slack.responses.length;
  slack.answerNext('chat.postMessage', answer);
  await deliver(click('share =relu networks', slack.responseUrl()));
  await eventually(() => expect(slack.responses).toHaveLength(before + 1));
  return { told: String(slack.responses.at(-1)?.text), logged: log.lines.at(-1) ?? '' };
}

describe('what Slack refuses', () => {
  it.each(['not_in_channel', 'channel_not_found'])(
    '%s: the caller is told to invite the bot, by its name',
    async error => {
      const { told, logged } = await shareAnd(refusal(error));
      expect(told).toBe(
        'I am not in this channel, so I cannot post here. Type /invite @searchˍiclr and press it again.',
      );
      expect(JSON.stringify(started.slack.responses.at(-1)?.blocks)).toContain('"/invite @search_iclr"');
      expect(logged).toContain('a channel that the bot is not in');
    },
  );

  it('missing_scope: both are told which', async () => {
    const { told, logged } = await shareAnd(
      refusal('missing_scope', { needed: 'chat:write', provided: 'commands' }),
    );
    expect(told).toContain('has to add the scope chat:write and install me again');
    expect(logged).toContain('lacks the scope chat:write');
  });

  it.each(['token_revoked', 'invalid_auth', 'account_inactive'])('%s: a new token is needed', async error => {
    const { told, logged } = await shareAnd(refusal(error));
    expect(told).toBe('Slack does not accept my token any more. Whoever runs me has to renew it.');
    expect(logged).toContain(`SLACK_BOT_TOKEN any more (${error})`);
  });

  it('is_archived: the channel takes no posts', async () => {
    expect((await shareAnd(refusal('is_archived'))).told).toContain('it is archived');
  });

  it('something that we do not know: the log says what', async () => {
    const { told, logged } = await shareAnd(refusal('invalid_blocks'));
    expect(told).toContain('Slack did not take this');
    expect(logged).toBe('Slack refused with invalid_blocks');
  });

  it('a modal that comes too late: the caller is told to try again', async () => {
    const { slack, deliver } = started;
    const before = slack.responses.length;
    slack.answerNext('views.open', refusal('expired_trigger_id'));
    await deliver(choice('open =paper one', slack.responseUrl()));
    await eventually(() => expect(slack.responses).toHaveLength(before + 1));
    expect(slack.responses.at(-1)?.text).toBe(
      'This took longer than Slack waits for. Please try it once more.',
    );
  });

  it('the Home: the log says so, and nobody else can be told', async () => {
    const { slack, deliver, log } = started;
    slack.answerNext('views.publish', refusal('not_enabled'));
    await deliver(event({ type: 'app_home_opened', user: 'U1', channel: 'D1', tab: 'home' }));
    await eventually(() => expect(log.lines.at(-1)).toBe('Slack refused with not_enabled'));
  });
});

describe('a limited rate', () => {
  const limited = (seconds: number): ApiAnswer => ({
    status: 429,
    headers: { 'retry-after': String(seconds) },
    body: { ok: false, error: 'ratelimited' },
  });

  it('is waited out for as long as Slack says, then the share is posted', async () => {
    const { slack, deliver } = started;
    const [posts, told] = [slack.callsOf('chat.postMessage').length, slack.responses.length];
    slack.answerNext('chat.postMessage', limited(1));
    const sentAt = Date.now();
    await deliver(click('share =relu networks', slack.responseUrl()));
    await eventually(() => expect(slack.callsOf('chat.postMessage')).toHaveLength(posts + 2));
    expect(Date.now() - sentAt).toBeGreaterThanOrEqual(1_000);
    expect(slack.responses).toHaveLength(told);
  });

  it('that would keep somebody waiting for long is told to them', async () => {
    const { told, logged } = await shareAnd(limited(120));
    expect(told).toBe('Slack wants me to post less often. Press it again in 120 seconds.');
    expect(logged).toContain('limits the rate for 120 s');
  });
});

describe('a response_url that has expired', () => {
  it('is told to the operator, once, and the bot lives on', async () => {
    const { slack, deliver, log } = started;
    await deliver(command('relu', slack.responseUrl(404)));
    await eventually(() => expect(log.lines.at(-1)).toContain('an answer came too late'));
    const lines = log.lines.length;
    await deliver(command('relu', slack.responseUrl()));
    await eventually(() => expect(slack.responses.at(-1)?.text).toContain('relu: 7 papers match'));
    expect(log.lines).toHaveLength(lines);
  });
});

describe('a Slack that cannot be reached', () => {
  it('is said so to the caller and the operator', async () => {
    // It is tried three times.
    for (const _ of ['first', 'second']) started.slack.answerNext('chat.postMessage', { status: 500 });
    const { told, logged } = await shareAnd({ status: 500 });
    expect(told).toBe('I could not reach Slack for this. Please try it once more.');
    expect(logged).toBe('Slack could not be reached: status 500');
  });
});
