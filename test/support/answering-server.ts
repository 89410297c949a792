import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { atEnd } from './engine.ts';

/** What is answered: a status with JSON, or with a page of HTML as a proxy makes it. */
export interface Canned {
  readonly status: number;
  readonly body: string;
}

/** @returns the address of a server that answers each path as it is told, `/health` well unless told otherwise */
export async function answeringServer(
  answer: (path: string, method: string) => Canned | null,
): Promise<string> {
  const server = createServer((request, response) => {
    request.resume();
    const path = request.url ?? '/';
    const { status, body } = answer(path, request.method ?? 'GET') ?? {
      status: 200,
      body: '{"status":"available"}',
    };
    response.writeHead(status, { 'content-type': body.startsWith('{') ? 'application/json' : 'text/html' });
    response.end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  atEnd(() => server.close());
  atEnd(() => server.closeAllConnections());
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}
