import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openClient } from '../../../ingest/openreview/client.ts';
import { type Answer, exchange } from '../../../ingest/openreview/exchange.ts';
import { openPatience } from '../../../ingest/openreview/patience.ts';
import { SourceError } from '../../../src/errors.ts';
import { atEnd } from '../../support/engine.ts';
import { manyPapers, V1_VENUE } from '../../support/openreview/notes.ts';
import { type OpenReviewServer, startOpenReview } from '../../support/openreview/server.ts';

const NEVER = new AbortController().signal;
const PACE = { retries: 0, firstWaitMs: 1, longestWaitMs: 1, timeoutMs: 20_000 };

interface Place {
  readonly url: string;
  readonly port: number;
  /** How many connections were made to it. */
  connections(): number;
  readonly seen: { readonly path: string; readonly authorization: string | undefined }[];
}

async function listen(answer: RequestListener): Promise<Place> {
  let connections = 0;
  const seen: { path: string; authorization: string | undefined }[] = [];
  const server = createServer((request, response) => {
    seen.push({ path: request.url ?? '', authorization: request.headers.authorization });
    answer(request, response);
  });
  server.on('connection', () => (connections += 1));
  server.listen(0);
  await new Promise(resolve => server.once('listening', resolve));
  atEnd(() => server.close());
  atEnd(() => server.closeAllConnections());
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, port, connections: () => connections, seen };
}

const leading =
  (location: string, status = 302): RequestListener =>
  (_, response) =>
    response.writeHead(status, { location }).end();

function ask(
  from: Place,
  others: readonly Place[] = [],
  most = { json: 1_000, file: 1_000 },
): Promise<Answer> {
  return exchange(
    {
      url: new URL(`${from.url}/pdf?id=x`),
      method: 'GET',
      headers: { authorization: 'Bearer secret' },
      trusted: new Set([from, ...others].map(({ url }) => url)),
    },
    20_000,
    NEVER,
    most,
  );
}

describe('a redirect', () => {
  it.each([
    ['http://127.0.0.1:PORT/', 'to 127.0.0.1, without https'],
    ['https://127.0.0.1:PORT/', 'to 127.0.0.1, which is no public address'],
    ['https://2130706433:PORT/', 'to 127.0.0.1, which is no public address'],
    ['https://0x7f.1:PORT/', 'to 127.0.0.1, which is no public address'],
    ['https://[::1]:PORT/', 'to [::1], which is no public address'],
    ['https://[::ffff:127.0.0.1]:PORT/', 'to [::ffff:7f00:1], which is no public address'],
    ['https://0.0.0.0:PORT/', 'to 0.0.0.0, which is no public address'],
    ['https://localhost:PORT/', 'to localhost, which is no public address'],
    ['https://localhost.:PORT/', 'to localhost., which is no public address'],
    ['https://169.254.169.254/latest/meta-data', 'to 169.254.169.254, which is no public address'],
    ['https://user:secret@openreview.net/', 'to openreview.net, with a password'],
    ['http://openreview.net/', 'to openreview.net, without https'],
    ['//127.0.0.1:PORT/', 'to 127.0.0.1, without https'],
    ['file:///etc/passwd', 'to file:, without https'],
    ['data:application/pdf,%25PDF', 'to data:, without https'],
    ['http://[', 'nowhere'],
  ])('to %s is not followed', async (location, to) => {
    const inside = await listen((_, response) => response.end('inside'));
    const openReview = await listen(leading(location.replace('PORT', String(inside.port))));
    expect((await ask(openReview)).content).toEqual({ kind: 'led away', to });
    expect(inside.connections()).toBe(0);
  });

  it('within OpenReview is followed, with the account', async () => {
    const openReview = await listen((request, response) =>
      request.url?.startsWith('/pdf') ? leading('/there')(request, response) : response.end('the PDF'),
    );
    const { content } = await ask(openReview);
    expect(content.kind === 'file' && new TextDecoder().decode(content.bytes)).toBe('the PDF');
    expect(openReview.seen).toEqual([
      { path: '/pdf?id=x', authorization: 'Bearer secret' },
      { path: '/there', authorization: 'Bearer secret' },
    ]);
  });

  it('to the other root is followed without the account, and back again, too', async () => {
    const first = await listen((request, response) =>
      request.url === '/back' ? response.end('back') : leading(`${second.url}/there`, 307)(request, response),
    );
    const second = await listen((request, response) => leading(`${first.url}/back`)(request, response));
    expect((await ask(first, [second])).content.kind).toBe('file');
    expect(second.seen).toEqual([{ path: '/there', authorization: undefined }]);
    expect(first.seen.at(-1)).toEqual({ path: '/back', authorization: undefined });
  });

  it('that leads round is followed four times', async () => {
    const openReview = await listen(leading('/pdf'));
    expect((await ask(openReview)).content).toEqual({ kind: 'led away', to: 'round in circles' });
    expect(openReview.seen).toHaveLength(5);
  });
});

describe('an answer', () => {
  const large = Buffer.alloc(10_000_000, 0x20);
  it.each([
    ['a file that says how long it is', 'application/pdf', large, {}],
    ['a file that says less', 'application/pdf', large, { 'transfer-encoding': 'chunked' }],
    ['JSON', 'application/json', large, {}],
    ['a small file that becomes large', 'application/pdf', gzipSync(large), { 'content-encoding': 'gzip' }],
    [
      'small JSON that becomes large',
      'application/json',
      brotliCompressSync(large),
      { 'content-encoding': 'br' },
    ],
  ])('is read no further than it may be: %s', async (_, type, body, headers) => {
    const openReview = await listen((__, response) => {
      response.writeHead(200, { 'content-type': type, ...headers }).end(body);
    });
    expect((await ask(openReview, [], { json: 20_000, file: 20_000 })).content).toEqual({
      kind: 'too large',
      most: 20_000,
    });
  });

  it('is taken up to that', async () => {
    const openReview = await listen((_, response) => response.end(Buffer.alloc(1_000)));
    expect((await ask(openReview)).content).toMatchObject({ kind: 'file', bytes: { length: 1_000 } });
  });

  it('that never ends is left', async () => {
    const openReview = await listen((_, response) => {
      const more = (): void =>
        void (response.destroyed || response.write(Buffer.alloc(10_000), () => setImmediate(more)));
      more();
    });
    expect((await ask(openReview)).content.kind).toBe('too large');
  });
});

describe('OpenReview', () => {
  const clientOf = (server: OpenReviewServer) =>
    openClient(
      server.config,
      openPatience(NEVER, () => {}, PACE),
      'test',
    );
  const away = { kind: 'answer', status: 302, headers: { location: 'https://169.254.169.254/' } } as const;

  it('is told of where it leads a listing, and a PDF costs itself alone', async () => {
    const server = await startOpenReview(manyPapers(1));
    const client = clientOf(server);
    server.mishaps('/groups', away);
    const asked = client.get('v1', '/groups', { id: V1_VENUE });
    await expect(asked).rejects.toThrow(SourceError);
    await expect(asked).rejects.toThrow(/: it leads to 169\.254\.169\.254, which is no public address\.$/u);
    server.mishaps('/pdf', away);
    expect(await client.pdf('v1', 'p0001', NEVER)).toEqual({
      kind: 'none',
      reason: 'its PDF is not fetched: it leads to 169.254.169.254, which is no public address',
    });
    expect(await client.pdf('v1', 'p0001', NEVER)).toMatchObject({ kind: 'file' });
  });

  it.each([302, 307])('gets the password itself, and whoever it leads to by %i does not', async status => {
    const server = await startOpenReview(manyPapers(1));
    server.mishaps('/login', { ...away, status, headers: { location: `${server.config.v1Url}/login` } });
    await expect(clientOf(server).get('v1', '/groups', { id: V1_VENUE })).rejects.toThrow(
      "OpenReview's login leads elsewhere, to 127.0.0.1: the password was not sent there.",
    );
    expect(server.requestsOf('/login')).toHaveLength(1);
  });
});
