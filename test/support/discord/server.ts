import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Gateway, openGateway } from './gateway.ts';

/** The bot's own id, as an application and as a user. */
export const APPLICATION_ID = '1000000000000000001';
export const TOKEN = 'MTAwMDAwMDAwMDAwMDAwMDAwMQ.fake.token';

/** One request that the bot made, in the order of arrival. */
export interface Call {
  readonly method: string;
  /** Decoded, without the API's version and what follows the question mark. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

/** An answer to give once in place of the usual one. */
export interface Failure {
  readonly method: string;
  readonly path: RegExp;
  /** None at all, a connection that breaks, or one that breaks after the message was taken: no answer, each. */
  readonly status: number | 'silence' | 'reset' | 'taken';
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Called when it has been given. */
  readonly given?: () => void;
}

/** A message in a channel. */
export interface Posted {
  readonly id: string;
  readonly channel_id: string;
  readonly nonce?: string;
}

/** A Discord of our own: its REST API and its gateway, as far as the bot uses them. */
export interface FakeDiscord {
  readonly apiUrl: string;
  readonly gateway: Gateway;
  readonly calls: readonly Call[];
  /** What is registered, by route: `/applications/…/commands`. */
  readonly registered: Map<string, unknown[]>;
  /** The messages in all channels. */
  readonly posted: Posted[];
  failOnce(failure: Failure): void;
  /** @returns the first call that fits, which may be still to come */
  call(method: string, path: RegExp | string): Promise<Call>;
  close(): Promise<void>;
}

export async function startDiscord(): Promise<FakeDiscord> {
  const calls: Call[] = [];
  const failures: Failure[] = [];
  const registered = new Map<string, unknown[]>();
  const posted: Posted[] = [];
  const listeners = new Set<(call: Call) => void>();

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://discord.test');
    const call: Call = {
      method: request.method ?? 'GET',
      path: decodeURIComponent(url.pathname).replace(/^\/api\/v10/u, ''),
      query: url.searchParams,
      body: await readBody(request),
    };
    calls.push(call);
    const failing = failures.findIndex(({ method, path }) => method === call.method && path.test(call.path));
    const [failure] = failing === -1 ? [] : failures.splice(failing, 1);
    if (failure !== undefined) {
      fail(failure, call, response, posted);
      failure.given?.();
    } else if (request.headers.authorization !== `Bot ${TOKEN}` && !isOnItsOwnToken(call)) {
      answer(response, 401, { message: '401: Unauthorized', code: 0 });
    } else route(call, response, { gatewayUrl: gateway.url, registered, posted });
    for (const listener of listeners) listener(call);
  });
  const gateway = await openGateway(APPLICATION_ID, TOKEN);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  return {
    apiUrl: `http://127.0.0.1:${port}/api`,
    gateway,
    calls,
    registered,
    posted,
    failOnce: failure => failures.push(failure),
    call: (method, path) =>
      new Promise(resolve => {
        const fits = (call: Call): boolean =>
          call.method === method && (typeof path === 'string' ? call.path === path : path.test(call.path));
        const look = (call: Call): void => {
          if (!fits(call)) return;
          listeners.delete(look);
          resolve(call);
        };
        const made = calls.find(fits);
        if (made === undefined) listeners.add(look);
        else resolve(made);
      }),
    close: async () => {
      await gateway.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The answers to an interaction carry its token in their path, and no other. */
function isOnItsOwnToken({ path }: Call): boolean {
  return /^\/(?:interactions|webhooks)\//u.test(path);
}

function fail(
  { status, body = null, headers }: Failure,
  call: Call,
  response: ServerResponse,
  posted: Posted[],
): void {
  if (status === 'taken') take(call, posted);
  if (typeof status === 'number') answer(response, status, body, headers);
  else if (status !== 'silence') response.socket?.resetAndDestroy();
}

/** Takes a message; of two with one nonce in the same minutes, only the first. */
function take({ path, body }: Call, posted: Posted[]): Posted {
  const { nonce, enforce_nonce } = body as { nonce?: string; enforce_nonce?: boolean };
  const known = enforce_nonce === true ? posted.find(one => one.nonce === nonce) : undefined;
  if (known !== undefined) return known;
  const message = {
    ...(body as object),
    id: String(3_000_000_000_000_000_001n + BigInt(posted.length)),
    channel_id: path.split('/')[2] ?? '',
  };
  posted.push(message);
  return message;
}

interface Held {
  readonly gatewayUrl: string;
  readonly registered: Map<string, unknown[]>;
  readonly posted: Posted[];
}

function route(call: Call, response: ServerResponse, { gatewayUrl, registered, posted }: Held): void {
  const { method, path, body } = call;
  if (path === '/gateway/bot') {
    const limit = { total: 1_000, remaining: 999, reset_after: 0, max_concurrency: 1 };
    answer(response, 200, { url: gatewayUrl, shards: 1, session_start_limit: limit });
  } else if (path === '/applications/@me') {
    answer(response, 200, { id: APPLICATION_ID, name: 'Search ICLR' });
  } else if (/^\/interactions\/.*\/callback$/u.test(path)) {
    answer(response, 204, null);
  } else if (method === 'POST' && /^\/channels\/\d+\/messages$/u.test(path)) {
    answer(response, 200, take(call, posted));
  } else if (path.startsWith('/webhooks/')) {
    answer(response, 200, { id: '3000000000000000001', channel_id: '1', ...(body as object) });
  } else if (/^\/applications\/.*\/commands$/u.test(path)) {
    if (method === 'PUT') registered.set(path, body as unknown[]);
    answer(response, 200, registered.get(path) ?? []);
  } else {
    answer(response, 404, { message: '404: Not Found', code: 0 });
  }
}

function answer(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  // discord.js parses whatever is called JSON, and an empty body is none.
  if (body === null) response.writeHead(status, headers).end();
  else if (typeof body === 'string')
    response.writeHead(status, { 'content-type': 'text/html', ...headers }).end(body);
  else
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  return text === '' ? null : JSON.parse(text);
}
