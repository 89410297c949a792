import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodePress } from '../../../adapters/slack/press.ts';
import { createBot } from '../../../src/bot/bot.ts';
import { dailyWorld, NINE } from '../../support/daily.ts';
import { memoryLog } from '../../support/engine.ts';
import { atLast } from '../../support/eventually.ts';
import { forgedIds, mutated } from '../../support/forged.ts';
import { hangingPapers } from '../../support/hanging-papers.ts';
import { startSlackBot } from '../../support/slack/bot.ts';
import { envelope } from '../../support/slack/deliver.ts';
import { choice, click, clickInView, command, type Payload } from '../../support/slack/payloads.ts';

/** Two thousand were tried (FORGED=2000); a part of them, others each time, is tried with every run of the tests. */
const COUNT = Number(process.env['FORGED'] ?? 200);
const AT_A_TIME = 50;
const PATIENCE_MS = 300_000;

const HERE = { platform: 'slack', workspace: 'T1', channel: 'C1' } as const;

/** Every change in this channel is one by somebody who may make it: here are clicks that may not be read as one. */
const isNoChange = (id: string): boolean => {
  const press = decodePress(id, { find: () => null });
  return press?.kind !== 'change' || press.change.kind !== 'daily';
};

function forged(respond: string): fc.Arbitrary<Payload> {
  const ids = forgedIds.filter(isNoChange);
  const whole = fc.oneof(
    ids.map(id => click(id, respond)),
    ids.map(id => choice(id, respond)),
    ids.map(id => clickInView(id, 'modal')),
    // In a window there is no channel in which something could be changed.
    forgedIds.map(id => clickInView(id, 'home')),
  );
  return fc.oneof(
    whole,
    whole.chain(payload => mutated(payload.body).map(body => ({ ...payload, body }))),
  );
}

describe('forged clicks in Slack', () => {
  it(
    'change nothing, end nothing, and leave the bot to answer',
    async () => {
      const world = await dailyWorld(hangingPapers());
      world.setClock('2026-11-25T12:00:00Z');
      world.subscribe('C1', '2026-11-25T12:00:00Z');
      const before = world.subscriptions.get(HERE);
      const started = await startSlackBot(
        'socket',
        createBot(hangingPapers(), memoryLog(), () => 0, world),
      );
      const { slack, deliver } = started;
      const payloads = fc.sample(forged(slack.responseUrl()), COUNT);
      for (let from = 0; from < COUNT; from += AT_A_TIME) {
        const some = payloads.slice(from, from + AT_A_TIME);
        for (const payload of some) slack.sockets.at(-1)?.send(envelope(payload, randomUUID()));
        const asked = `after ${from}`;
        await deliver(command(asked, slack.responseUrl(), { user_id: `U${from}` }));
        const isAnswered = () => slack.responses.some(({ text }) => String(text).includes(asked));
        await atLast(() => expect(isAnswered()).toBe(true));
        expect(world.subscriptions.get(HERE), JSON.stringify(some)).toEqual(before);
      }
      expect(before?.schedule).toEqual(NINE);
      expect(world.subscriptions.get({ ...HERE, channel: 'C2' })).toBeNull();
      expect(slack.callsOf('chat.postMessage').map(({ args }) => String(args['text']))).toEqual(
        slack.callsOf('chat.postMessage').map(() => expect.not.stringContaining('subscribed this channel')),
      );
    },
    PATIENCE_MS,
  );
});
