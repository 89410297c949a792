import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { plain } from '../../../src/bot/reply.ts';
import { eventually } from '../../support/eventually.ts';
import { type SlackBot, startSlackBot } from '../../support/slack/bot.ts';
import { postRaw, signatureOf } from '../../support/slack/deliver.ts';
import { command } from '../../support/slack/payloads.ts';

const JSON_TYPE = 'application/json';
const FORM = 'application/x-www-form-urlencoded';

let started: SlackBot;
beforeAll(async () => {
  started = await startSlackBot('http', {
    answer: async text => ({ kind: 'notice', text: [plain(`answer to ${text}`)], examples: [] }),
  });
});

let count = 0;

/** The bot does what it is there for, as if nothing had been. */
async function expectAlive(): Promise<void> {
  count += 1;
  const text = `alive ${count}`;
  await started.deliver(command(text, started.slack.responseUrl()));
  await eventually(() => expect(started.slack.responses.map(one => one.text)).toContain(`answer to ${text}`));
}

const asPayload = (json: string): string => `payload=${encodeURIComponent(json)}`;

/** Each of them signed. */
const FORGED: readonly (readonly [string, string | Uint8Array<ArrayBuffer>, string | null])[] = [
  ...['null', 'true', '1', '"text"', '[]', '[null]', '{}', '', ' ', '{', 'undefined'].flatMap(json => [
    [`${JSON.stringify(json)} as JSON`, json, JSON_TYPE] as const,
    [`${JSON.stringify(json)} as a payload`, asPayload(json), FORM] as const,
    [`${JSON.stringify(json)} as a form`, json, FORM] as const,
  ]),
  ['no content type', 'null', null],
  ['another content type', 'null', 'text/plain'],
  ['a content type with more in it', asPayload('null'), `${FORM}; charset=utf-8`],
  ['two payloads', 'payload=null&payload=null', FORM],
  ['one key twice', '{"type":"url_verification","type":null,"challenge":{}}', JSON_TYPE],
  ['a prototype', '{"__proto__":null,"constructor":{"prototype":null},"toString":1}', JSON_TYPE],
  ['a prototype in a form', '__proto__=1&payload=%7B%22__proto__%22%3A%7B%22event%22%3Anull%7D%7D', FORM],
  ['odd percent-encoding', 'payload=%&text=%zz%c0%ff&%=%', FORM],
  ['no UTF-8', Uint8Array.from([0x22, 0xff, 0xfe, 0xc0, 0x22]), JSON_TYPE],
  ['half a surrogate pair', '{"type":"\\ud800","command":"\\udfff"}', JSON_TYPE],
  ['gzip', Uint8Array.from(gzipSync('{"type":"event_callback"}')), JSON_TYPE],
  [
    'a challenge that is deep',
    `{"type":"url_verification","challenge":${'['.repeat(200_000)}${']'.repeat(200_000)}}`,
    JSON_TYPE,
  ],
  ['a deep payload', asPayload(`${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`), FORM],
  ['an event that is none', '{"type":"event_callback","event":null}', JSON_TYPE],
  ['an event that is a text', '{"event":"link_shared"}', JSON_TYPE],
  ['an event without a type', '{"event":{}}', JSON_TYPE],
  ['an item that is none', '{"event":{"type":"reaction_added","item":null}}', JSON_TYPE],
  ['actions that are none', asPayload('{"type":"block_actions","actions":[null]}'), FORM],
  ['actions that are a number', asPayload('{"type":"block_actions","actions":1}'), FORM],
  ['no actions', asPayload('{"type":"block_actions"}'), FORM],
  ['a channel that is none', asPayload('{"type":"block_actions","actions":[{}],"channel":null}'), FORM],
  ['addresses of answers that are none', asPayload('{"type":"view_submission","response_urls":null}'), FORM],
  ['a command without anything', 'command=%2Ficlr', FORM],
  [
    'a command with every field twice',
    `${'command=%2Ficlr&text=x&channel_id=C1&user_id=U1&response_url=http://x/&trigger_id=t&'.repeat(2)}`,
    FORM,
  ],
  [
    'a link that is none',
    '{"event":{"type":"link_shared","channel":"C1","message_ts":"1","links":[null]}}',
    JSON_TYPE,
  ],
  ['a Home of nobody', '{"event":{"type":"app_home_opened","user":null}}', JSON_TYPE],
];

describe('what is signed, and nothing that Slack sends', () => {
  it.each(FORGED)('%s harms nothing', async (_, raw, contentType) => {
    const { status } = await postRaw(started.port, raw, contentType);
    expect([200, 400, 401, 500]).toContain(status);
    await expectAlive();
  });

  it('is refused where Bolt could not take it', async () => {
    for (const json of ['null', '[]', '1', '{"event":null}'])
      expect(await postRaw(started.port, json, JSON_TYPE)).toEqual({ status: 400, body: '' });
  });

  it('may be any of 500 bodies, made of the pieces of real ones', async () => {
    const name = fc.constantFrom(
      'type',
      'event',
      'event_id',
      'payload',
      'command',
      'text',
      'actions',
      'channel',
      'user',
      'view',
      'team',
      'response_url',
      'response_urls',
      'trigger_id',
      'challenge',
      'authorizations',
      'links',
      'item',
      'ssl_check',
      'is_enterprise_install',
      'enterprise',
      '__proto__',
      'token',
      'channel_id',
      'user_id',
      'name',
      'function_data',
    );
    const word = fc.constantFrom(
      'url_verification',
      'event_callback',
      'block_actions',
      'view_submission',
      'shortcut',
      'message_action',
      'link_shared',
      'app_home_opened',
      'app_uninstalled',
      'function_executed',
      '/iclr',
      'C1',
      '1',
      'true',
    );
    const leaf = fc.oneof(
      word,
      fc.constant(null),
      fc.boolean(),
      fc.double(),
      fc.string({ unit: 'binary', maxLength: 20 }),
    );
    const { value } = fc.letrec(tie => ({
      value: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        leaf,
        fc.array(tie('value'), { maxLength: 3 }),
        fc.array(fc.tuple(name, tie('value')), { maxLength: 6 }).map(pairs => Object.fromEntries(pairs)),
      ),
    }));
    const object = fc.array(fc.tuple(name, value), { maxLength: 8 }).map(pairs => Object.fromEntries(pairs));
    const bodies = fc.oneof(
      fc.oneof(object, value).map(one => [JSON.stringify(one), JSON_TYPE] as const),
      fc.oneof(object, value).map(one => [asPayload(JSON.stringify(one)), FORM] as const),
      fc
        .array(fc.tuple(name, fc.oneof(word, fc.string())), { maxLength: 12 })
        .map(pairs => [pairs.map(([key, text]) => `${key}=${text}`).join('&'), FORM] as const),
      fc.uint8Array({ maxLength: 60 }).map(bytes => [Uint8Array.from(bytes), JSON_TYPE] as const),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(bodies, { minLength: 10, maxLength: 10 }), async some => {
        const answers = await Promise.all(some.map(([raw, type]) => postRaw(started.port, raw, type)));
        for (const { status } of answers) expect([200, 400, 401, 500]).toContain(status);
      }),
      { numRuns: 50 },
    );
    await expectAlive();
  }, 120_000);
});

describe('what is not signed', () => {
  it.each([-301, 400, 3_600, 1e9])('is refused %i s from now', async seconds => {
    const timestamp = Math.floor(Date.now() / 1_000) + seconds;
    expect(await postRaw(started.port, 'command=x', FORM, { timestamp })).toMatchObject({ status: 401 });
  });

  it.each([
    { 'x-slack-request-timestamp': 'NaN' },
    { 'x-slack-request-timestamp': '' },
    { 'x-slack-request-timestamp': 'Infinity' },
    { 'x-slack-signature': '' },
    { 'x-slack-signature': 'v0' },
    { 'x-slack-signature': 'v1=00' },
    { 'x-slack-signature': `v0=${'é'.repeat(32)}` },
  ])('is refused with %j', async headers => {
    const header = { ...signatureOf('x'), ...headers };
    const response = await fetch(`http://127.0.0.1:${started.port}/slack/events`, {
      method: 'POST',
      headers: Object.fromEntries(
        Object.entries(header).map(([name, text]) => [name, Buffer.from(text).toString('latin1')]),
      ),
      body: 'x',
    });
    expect(response.status).toBe(401);
  });

  it('is answered where Slack looks whether we are there, and nothing comes of it', async () => {
    const body = 'ssl_check=1&command=%2Ficlr&text=smuggled&payload=null';
    expect(await postRaw(started.port, body, FORM, { secret: 'none' })).toEqual({ status: 200, body: '' });
    expect(JSON.stringify(started.slack.responses)).not.toContain('smuggled');
  });

  it('fills no log', async () => {
    const lines = (): number =>
      started.log.lines.filter(line => line.includes('a request was refused')).length;
    const before = lines();
    for (let index = 0; index < 20; index += 1) await postRaw(started.port, 'x', FORM, { secret: 'a guess' });
    expect(lines() - before).toBeLessThanOrEqual(1);
  });
});
