import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { atEnd } from './engine.ts';

/** A server that answers like a Meilisearch of five papers, none of which matches anything, when it may. */
export interface SlowEngine {
  readonly url: string;
  /** Resolves when the next search has arrived. */
  asked(): Promise<unknown>;
  /** Answers no search from now on, until it is released. */
  hold(): void;
  /** Answers what waits, and what comes. */
  release(): void;
}

export async function startSlowEngine(): Promise<SlowEngine> {
  let isHeld = false;
  const server = createServer(async (request, response) => {
    const reply = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    if (request.url === '/health') return reply(200, { status: 'available' });
    if (request.url !== '/multi-search')
      return reply(401, { code: 'missing_master_key', message: 'no keys here' });
    const { queries } = (await json(request)) as { queries: { q: string }[] };
    const released = isHeld ? once(server, 'released') : null;
    server.emit('asked');
    await released;
    reply(200, { results: queries.map(({ q }) => ({ hits: [], totalHits: q === '' ? 5 : 0 })) });
  });
  server.setMaxListeners(0);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  atEnd(() => server.close());
  atEnd(() => server.closeAllConnections());
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked: () => once(server, 'asked'),
    hold: () => {
      isHeld = true;
    },
    release: () => {
      isHeld = false;
      server.emit('released');
    },
  };
}
