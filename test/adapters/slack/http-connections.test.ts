import { connect, type Socket } from 'node:net';
import { beforeAll, describe, expect, it } from 'vitest';
import { plain } from '../../../src/bot/reply.ts';
import { atEnd } from '../../support/engine.ts';
import { eventually } from '../../support/eventually.ts';
import { type SlackBot, startSlackBot } from '../../support/slack/bot.ts';
import { click, command } from '../../support/slack/payloads.ts';

const FORM = 'application/x-www-form-urlencoded';
const MEGABYTE = 1_024 * 1_024;

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

describe('a body', () => {
  it.each([1, 10])('of %i MB and more is refused, announced or not', async megabytes => {
    const raw = new Uint8Array(megabytes * MEGABYTE + 1).fill(0x20);
    const announced = `POST /slack/events HTTP/1.1\r\nhost: x\r\ncontent-length: ${raw.length}\r\n\r\n`;
    expect((await talk(announced))[0]).toContain(' 413 ');
    const chunked = Buffer.concat([
      Buffer.from(
        `POST /slack/events HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n${raw.length.toString(16)}\r\n`,
      ),
      raw,
    ]);
    // Whoever goes on sending may lose the answer with the connection.
    expect((await talk(chunked))[0]).toMatch(/^(?:$|HTTP\/1\.1 413 )/u);
    await expectAlive();
  });

  it('of a hundred kilobytes is taken', async () => {
    const payload = click(`show =${'x'.repeat(20)}`, started.slack.responseUrl(), {
      message: { text: 'x'.repeat(100_000) },
    });
    await started.deliver(payload);
    await eventually(() => expect(started.slack.responses.at(-1)?.text).toContain('answer to xxx'));
  });

  it('that never ends costs the others nothing: of a hundred, those that hold most give way', async () => {
    const sockets = await Promise.all(Array.from({ length: 100 }, () => open()));
    let closed = 0;
    for (const socket of sockets) socket.on('close', () => (closed += 1));
    for (const socket of sockets)
      socket.write(
        Buffer.concat([
          Buffer.from(`POST /slack/events HTTP/1.1\r\nhost: x\r\ncontent-length: ${MEGABYTE}\r\n\r\n`),
          Buffer.alloc(MEGABYTE - 1),
        ]),
      );
    // Each takes a megabyte of the eight.
    await eventually(() => expect(closed).toBeGreaterThanOrEqual(92));
    await expectAlive();
    for (const socket of sockets) socket.destroy();
  });

  it('may come byte by byte', async () => {
    const raw = 'ssl_check=1';
    const pieces = [...raw].map(byte => `1\r\n${byte}\r\n`).join('');
    const [answer] = await talk(
      `POST /slack/events HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: ${FORM}\r\ntransfer-encoding: chunked\r\n\r\n${pieces}0\r\n\r\n`,
    );
    expect(answer).toContain(' 200 ');
  });
});

describe('a request', () => {
  it.each([
    ['GET', '/slack/events'],
    ['PUT', '/slack/events'],
    ['POST', '/'],
    ['POST', '/slack/events/'],
    ['POST', '//'],
    ['POST', '/%'],
  ])('is not found at %s %s', async (method, path) => {
    const [answer] = await talk(`${method} ${path} HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n`);
    expect(answer).toContain(' 404 ');
    await expectAlive();
  });
});

describe('a connection', () => {
  const head = 'POST /slack/events HTTP/1.1\r\nhost: x\r\n';
  it.each([
    ['garbage', '\0\u0001\u0002\r\n\r\n', / 400 /u],
    ['HTTP/0.9', 'GET /\r\n\r\n', / 404 /u],
    ['HTTP/9.9', 'POST /slack/events HTTP/9.9\r\n\r\n', / 400 |^$/u],
    ['TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', / 400 |^$/u],
    ['CONNECT', 'CONNECT evil.example:443 HTTP/1.1\r\nhost: x\r\n\r\n', /^$/u],
    [
      'an upgrade',
      `${head}connection: upgrade\r\nupgrade: websocket\r\ncontent-length: 0\r\n\r\n`,
      / 401 |^$/u,
    ],
    ['an expectation', `${head}expect: 100-continue\r\ncontent-length: 1\r\n\r\nx`, / 401 /u],
    ['an unknown expectation', `${head}expect: more\r\ncontent-length: 0\r\n\r\n`, / 417 /u],
    ['two lengths', `${head}content-length: 1\r\ncontent-length: 2\r\n\r\nxx`, / 400 /u],
    [
      'a length and chunks',
      `${head}content-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
      / 400 /u,
    ],
    ['a length that is none', `${head}content-length: -1\r\n\r\n`, / 400 /u],
    ['headers without an end', `${head}${'x-y: z\r\n'.repeat(4_000)}`, / 431 /u],
    [
      'many headers',
      `${head}${Array.from({ length: 500 }, (_, index) => `x${index}: 1\r\n`).join('')}content-length: 0\r\n\r\n`,
      / 401 /u,
    ],
    ['several requests at once', `${head}content-length: 0\r\n\r\n`.repeat(50), / 401 /u],
    [
      'an absolute address',
      'POST http://x/slack/events HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n',
      / 404 /u,
    ],
  ])('that says %s is ended, and nothing else with it', async (_, said, answered) => {
    expect((await talk(said))[0]).toMatch(answered);
    await expectAlive();
  });

  it('that is left half-way harms nothing', async () => {
    for (const said of [
      '',
      'POST',
      head,
      `${head}content-length: 9\r\n\r\n`,
      `${head}content-length: 9\r\n\r\nx`,
    ]) {
      const socket = await open();
      socket.write(said);
      socket.resetAndDestroy();
    }
    await expectAlive();
  });

  it('that says nothing is not kept, nor one whose request never ends', async () => {
    const ended = [talk(''), talk('POST /sl'), talk(`${head}content-length: 9\r\n\r\nx`)];
    for (const [answer] of await Promise.all(ended)) expect(answer).toMatch(/ 408 |^$/u);
  });
});

/** @returns a connection to the bot, gone after the tests of this file */
async function open(): Promise<Socket> {
  const socket = connect(started.port, '127.0.0.1');
  socket.on('error', () => {}).resume();
  atEnd(() => socket.destroy());
  await new Promise(resolve => socket.once('connect', resolve));
  return socket;
}

/** Says something over a connection. @returns what is answered until the bot ends it, or the answer is whole */
async function talk(said: string | Buffer): Promise<[string]> {
  const socket = await open();
  let answer = '';
  return new Promise(resolve => {
    socket.on('data', data => (answer += data.toString('latin1')));
    socket.on('close', () => resolve([answer]));
    socket.write(said);
  });
}
