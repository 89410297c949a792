import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Bot, createBot } from '../../../src/bot/bot.ts';
import { plain, type Reply } from '../../../src/bot/reply.ts';
import { openEngine } from '../../../src/engine/open.ts';
import { atEnd, libraryOf, memoryLog } from '../../support/engine.ts';
import { eventually } from '../../support/eventually.ts';
import { type SlackBot, startSlackBot } from '../../support/slack/bot.ts';
import { envelope, post, send } from '../../support/slack/deliver.ts';
import { click, command, event } from '../../support/slack/payloads.ts';

const notice = (text: string): Reply => ({ kind: 'notice', text: [plain(text)], examples: [] });

/** A bot that says what it was asked, and counts. */
function echo(): Pick<Bot, 'answer'> & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    answer: async text => {
      asked.push(String(text));
      return notice(`answer to ${text}`);
    },
  };
}

/** A bot that thinks until it is told to answer. */
function slowBot(): Pick<Bot, 'answer'> & { finish(): void } {
  let finish = (): void => {};
  const answer = new Promise<Reply>(resolve => {
    finish = () => resolve(notice('done'));
  });
  return { answer: () => answer, finish: () => finish() };
}

/** A bot whose engine takes connections and says nothing. */
async function botOnSilentEngine(): Promise<Bot> {
  const silent = createServer((request, response) => {
    if (request.url === '/health') response.end('{"status":"available"}');
  });
  await new Promise<void>(resolve => silent.listen(0, '127.0.0.1', resolve));
  atEnd(() => silent.close());
  atEnd(() => silent.closeAllConnections());
  const { port } = silent.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const engine = await openEngine({ kind: 'server', url, key: null }, memoryLog());
  return createBot((await libraryOf(engine)).papers, memoryLog());
}

describe.each(['socket', 'http'] as const)('a delivery over %s', kind => {
  const bot = echo();
  let started: SlackBot;
  beforeAll(async () => {
    started = await startSlackBot(kind, bot);
  });

  it('is acknowledged before it is answered', async () => {
    const slow = slowBot();
    const { slack, deliver } = await startSlackBot(kind, slow);
    await deliver(command('relu networks', slack.responseUrl()));
    expect(slack.responses).toEqual([]);
    slow.finish();
    await eventually(() => expect(slack.responses).toMatchObject([{ text: 'done' }]));
  });

  it('is answered after ten seconds with what is wrong, where the engine hangs', async () => {
    const { slack, deliver } = await startSlackBot(kind, await botOnSilentEngine());
    await deliver(command('relu networks', slack.responseUrl()));
    await eventually(() => expect(slack.responses).toHaveLength(1));
    expect(slack.responses[0]).toMatchObject({
      response_type: 'ephemeral',
      text: 'Sorry, the search engine did not answer within 10 s. Try again in a moment.',
    });
  });

  it.each(['command', 'click'] as const)('of a %s is answered once, however often it comes', async what => {
    const { slack, deliver } = started;
    const before = slack.responses.length;
    const payload =
      what === 'command' ? command('once', slack.responseUrl()) : click('show =once', slack.responseUrl());
    await Promise.all([deliver(payload), deliver(payload)]);
    await deliver(payload);
    await deliver(command('last', slack.responseUrl()));
    await eventually(() => expect(slack.responses.at(-1)?.text).toBe('answer to last'));
    expect(slack.responses).toHaveLength(before + 2);
  });

  it('of an event is answered once, too', async () => {
    const { slack, deliver } = started;
    const opened = event({ type: 'app_home_opened', user: 'U1', channel: 'D1', tab: 'home' });
    await deliver(opened);
    await deliver(opened);
    await deliver(event({ type: 'app_home_opened', user: 'U2', channel: 'D2', tab: 'home' }));
    await eventually(() => expect(slack.callsOf('views.publish')).toHaveLength(2));
    expect(slack.callsOf('views.publish').map(({ args }) => args['user_id'])).toEqual(['U1', 'U2']);
  });

  it('of something unknown is acknowledged, and harms nothing', async () => {
    const { slack, deliver } = started;
    await deliver(event({ type: 'team_join', user: { id: 'U3' } }));
    await deliver(click('x', slack.responseUrl(), { type: 'block_actions', actions: [{ action_id: 'y' }] }));
    await deliver(command('after', slack.responseUrl()));
    await eventually(() => expect(slack.responses.at(-1)?.text).toBe('answer to after'));
  });
});

describe('HTTP', () => {
  let started: SlackBot;
  const bot = echo();
  beforeAll(async () => {
    started = await startSlackBot('http', bot);
  });

  it('refuses what Slack has not signed', async () => {
    const { slack, port } = started;
    const { status } = await post(port, command('forged', slack.responseUrl()), { secret: 'a guess' });
    expect(status).toBe(401);
    expect(bot.asked).not.toContain('forged');
  });

  it('refuses what was signed more than five minutes ago', async () => {
    const { slack, port } = started;
    const stale = Math.floor(Date.now() / 1_000) - 301;
    const { status } = await post(port, command('stale', slack.responseUrl()), { timestamp: stale });
    expect(status).toBe(401);
    expect(bot.asked).not.toContain('stale');
  });

  it('proves to Slack that the address is ours', async () => {
    const challenge = { kind: 'events_api', body: { type: 'url_verification', challenge: 'abc' } } as const;
    expect(await post(started.port, challenge)).toEqual({ status: 200, body: '{"challenge":"abc"}' });
  });

  it('finishes what is in hand when it is stopped', async () => {
    const slow = slowBot();
    const { slack, deliver, stop, port } = await startSlackBot('http', slow);
    await deliver(command('slow', slack.responseUrl()));
    const stopped = stop();
    slow.finish();
    await stopped;
    expect(slack.responses).toMatchObject([{ text: 'done' }]);
    await expect(post(port, command('late', slack.responseUrl()))).rejects.toThrow();
  });
});

describe('Socket Mode', () => {
  it('connects again where the connection was dropped: nothing is lost, nothing answered twice', async () => {
    const bot = echo();
    const { slack, deliver } = await startSlackBot('socket', bot);
    await deliver(command('before', slack.responseUrl()));
    const [first] = slack.sockets;
    // One whose acknowledgement is lost with the connection: Slack delivers it again.
    const unsure = command('unsure', slack.responseUrl());
    first?.send(envelope(unsure, 'unsure'));
    first?.terminate();
    await eventually(() => expect(slack.sockets).toHaveLength(2));
    await send(slack, unsure, 'unsure');
    await deliver(command('after', slack.responseUrl()));
    await eventually(() => expect(slack.responses).toHaveLength(3));
    expect(bot.asked.toSorted()).toEqual(['after', 'before', 'unsure']);
  });

  it('connects again where Slack asks for it, and gives an answer in hand all the same', async () => {
    const slow = slowBot();
    const { slack, deliver } = await startSlackBot('socket', slow);
    await deliver(command('slow', slack.responseUrl()));
    slack.sockets[0]?.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' }));
    await eventually(() => expect(slack.sockets).toHaveLength(2));
    slow.finish();
    await eventually(() => expect(slack.responses).toMatchObject([{ text: 'done' }]));
  });

  it('tries for as long as Slack refuses, and says so in the log', async () => {
    const { slack, log } = await startSlackBot('socket', echo());
    slack.answerNext('apps.connections.open', { status: 503 });
    slack.answerNext('apps.connections.open', { body: { ok: false, error: 'invalid_auth' } });
    slack.sockets[0]?.terminate();
    await eventually(() => expect(slack.sockets).toHaveLength(2));
    expect(log.lines.join('\n')).toContain(
      'Socket Mode is not connected: Slack could not be reached: status 503',
    );
    expect(log.lines.join('\n')).toContain('Slack does not accept SLACK_APP_TOKEN (invalid_auth)');
  });

  it('takes nothing more when it is stopped', async () => {
    const { slack, stop } = await startSlackBot('socket', echo());
    await stop();
    await eventually(() => expect(slack.sockets[0]?.readyState).toBe(3));
    expect(slack.sockets).toHaveLength(1);
  });
});
