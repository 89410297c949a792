import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { atEnd } from './engine.ts';

/** A server that answers like a Meilisearch of five papers, none of which matches anything, in its own time. */
export interface SlowEngine {
  readonly url: string;
  /** Resolves when the next search has arrived, long before it is answered. */
  asked(): Promise<unknown>;
}

/** @param waitMs how long a search takes; it may never be answered, with Infinity */
export async function startSlowEngine(waitMs: () => number): Promise<SlowEngine> {
  const server = createServer(async (request, response) => {
    const reply = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    if (request.url === '/health') return reply(200, { status: 'available' });
    if (request.url !== '/multi-search')
      return reply(401, { code: 'missing_master_key', message: 'no keys here' });
    const { queries } = (await json(request)) as { queries: { q: string }[] };
    server.emit('asked');
    const wait = waitMs();
    if (wait === Number.POSITIVE_INFINITY) return;
    await sleep(wait);
    reply(200, { results: queries.map(({ q }) => ({ hits: [], totalHits: q === '' ? 5 : 0 })) });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  atEnd(() => server.close());
  atEnd(() => server.closeAllConnections());
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, asked: () => once(server, 'asked') };
}
