import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { plain } from '../../../src/bot/reply.ts';
import { eventually } from '../../support/eventually.ts';
import { type SlackBot, startSlackBot } from '../../support/slack/bot.ts';
import { command } from '../../support/slack/payloads.ts';

let started: SlackBot;
beforeAll(async () => {
  started = await startSlackBot('socket', {
    answer: async text => ({ kind: 'notice', text: [plain(`answer to ${text}`)], examples: [] }),
  });
});

function say(frame: string | Uint8Array): void {
  const socket = started.slack.sockets.at(-1);
  if (socket === undefined) throw new Error('no connection of Socket Mode');
  socket.send(frame);
}

let count = 0;

/** The bot answers, over the same connection. */
async function expectAlive(): Promise<void> {
  count += 1;
  const text = `alive ${count}`;
  await started.deliver(command(text, started.slack.responseUrl()));
  await eventually(() => expect(started.slack.responses.map(one => one.text)).toContain(`answer to ${text}`));
  expect(started.slack.sockets).toHaveLength(1);
}

const TYPES = [
  'events_api',
  'slash_commands',
  'interactive',
  'hello',
  'error',
  'close',
  'disconnected',
  'connected',
  'ws_message',
  'slack_event',
  'outgoing_message',
  'toString',
  '__proto__',
  'unknown',
  '',
  null,
  7,
];

describe('over Socket Mode', () => {
  it.each([
    'null',
    'true',
    '1',
    '"text"',
    '[]',
    '{}',
    '',
    '{',
    '{"type":null}',
    '{"type":"events_api"}',
    `{"type":"events_api","payload":{"event":{"type":"x"}},"envelope_id":null}`,
    `{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}`,
    `{"type":"interactive","envelope_id":"e","payload":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`,
    JSON.stringify({ type: 'interactive', envelope_id: 'e', payload: { text: 'x'.repeat(20_000_000) } }),
  ])('a frame that is no envelope harms nothing (%#)', async frame => {
    say(frame);
    await expectAlive();
  });

  it('a frame of bytes harms nothing', async () => {
    say(Uint8Array.from([0, 255, 1]));
    await expectAlive();
  });

  it.each(TYPES)('an envelope of type %j harms nothing, whatever it brings', async type => {
    for (const payload of [
      null,
      [],
      1,
      'text',
      {},
      { event: null },
      { event: {} },
      { event: { type: 'error' } },
      { event: { type: 'close' } },
      { type: 'block_actions', actions: [null] },
      { command: null },
      { response_urls: null },
    ])
      say(JSON.stringify({ type, envelope_id: 'e', payload }));
    say(JSON.stringify({ type, payload: { event: { type: 'link_shared' } } }));
    await expectAlive();
  });

  it('any frame harms nothing', async () => {
    fc.assert(
      fc.property(fc.constantFrom(...TYPES), fc.jsonValue(), fc.jsonValue(), (type, payload, id) => {
        say(JSON.stringify({ type, envelope_id: id, payload }));
        say(
          JSON.stringify({
            type,
            envelope_id: 'e',
            payload: { event: payload, type: id, actions: payload, command: id },
          }),
        );
      }),
      { numRuns: 500 },
    );
    await expectAlive();
  });
});
