import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import { atEnd } from '../engine.ts';

/** A call of Slack's API, as it came in. */
export interface ApiCall {
  readonly method: string;
  readonly token: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** Whether the connection is for this call alone. */
  readonly isAlone: boolean;
}

/** What to answer a call with: a body, or a status of its own. */
export interface ApiAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** What does not become an answer: none ever, a connection that breaks, or half of a body before it does. */
  readonly failing?: 'silence' | 'reset' | 'half';
}

/** An answer that came through a response_url. */
export type Response = Readonly<Record<string, unknown>> & {
  readonly blocks?: unknown;
  readonly text?: unknown;
};

/** What stands in for Slack: its API, its response_urls and its end of Socket Mode. */
export interface SlackServer {
  readonly apiUrl: string;
  readonly calls: ApiCall[];
  readonly responses: Response[];
  /** A new response_url; from now on, it answers with this status. */
  responseUrl(status?: number): string;
  /** The next call of a method is answered so; the ones after it as ever. */
  answerNext(method: string, answer: ApiAnswer): void;
  /** Every call of a method is answered so, from now on. */
  answerAlways(method: string, answer: ApiAnswer): void;
  /** Every message to a channel is answered so, from now on; null takes them again. */
  answerIn(channel: string, answer: ApiAnswer | null): void;
  callsOf(method: string): ApiCall[];
  /** The connections of Socket Mode, in the order in which they were made. */
  readonly sockets: WebSocket[];
  /** The ids of the envelopes that were acknowledged. */
  readonly acknowledged: string[];
}

const envelopeSchema = z.object({ envelope_id: z.string() });

const USUAL: Readonly<Record<string, unknown>> = {
  'auth.test': { ok: true, user_id: 'UBOT', bot_id: 'BBOT', user: 'search_iclr', team_id: 'T1' },
  'views.open': { ok: true, view: { id: 'V-opened' } },
  'views.push': { ok: true, view: { id: 'V-pushed' } },
};

/** Starts a server that is gone after the tests of this file. */
export async function startSlack(): Promise<SlackServer> {
  const calls: ApiCall[] = [];
  const responses: Response[] = [];
  const next = new Map<string, ApiAnswer[]>();
  const always = new Map<string, ApiAnswer>();
  const inChannel = new Map<unknown, ApiAnswer>();
  const sockets: WebSocket[] = [];
  const acknowledged: string[] = [];
  let base = '';

  const answerCall = async (request: IncomingMessage, response: ServerResponse, method: string) => {
    const form = Object.fromEntries(new URLSearchParams(await text(request)));
    const token = request.headers.authorization?.replace('Bearer ', '') ?? '';
    const args = Object.fromEntries(Object.entries(form).map(parsed));
    calls.push({ method, token, args, isAlone: request.headers.connection === 'close' });
    const answer =
      inChannel.get(method === 'chat.postMessage' ? args['channel'] : null) ??
      next.get(method)?.shift() ??
      always.get(method) ??
      {};
    if (answer.failing !== undefined) return fail(response, answer.failing);
    const usual =
      method === 'apps.connections.open'
        ? { ok: true, url: `${base.replace('http', 'ws')}/socket` }
        : (USUAL[method] ?? { ok: true });
    response.writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...answer.headers });
    response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? usual));
  };

  const server = createServer(async (request, response) => {
    const [, place = '', name = ''] = (request.url ?? '').split('/');
    if (place === 'api') return answerCall(request, response, name);
    const status = Number(name);
    if (status === 200) responses.push(JSON.parse(await text(request)));
    response.writeHead(status).end(status === 200 ? 'ok' : 'expired_url');
  });
  const socketServer = new WebSocketServer({ server, path: '/socket' });
  socketServer.on('connection', socket => {
    sockets.push(socket);
    socket.on('message', message => {
      acknowledged.push(envelopeSchema.parse(JSON.parse(String(message))).envelope_id);
    });
    socket.send(JSON.stringify({ type: 'hello', num_connections: 1 }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  atEnd(() => server.close());
  atEnd(() => server.closeAllConnections());
  atEnd(() => socketServer.close());
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    apiUrl: `${base}/api/`,
    calls,
    responses,
    responseUrl: (status = 200) => `${base}/respond/${status}`,
    answerNext: (method, answer) => next.set(method, [...(next.get(method) ?? []), answer]),
    answerAlways: (method, answer) => always.set(method, answer),
    answerIn: (channel, answer) =>
      answer === null ? inChannel.delete(channel) : inChannel.set(channel, answer),
    callsOf: method => calls.filter(call => call.method === method),
    sockets,
    acknowledged,
  };
}

function fail(response: ServerResponse, how: NonNullable<ApiAnswer['failing']>): void {
  if (how === 'half') response.writeHead(200, { 'content-length': '1000' }).write('{"ok":');
  if (how === 'half') setImmediate(() => response.destroy());
  if (how === 'reset') response.socket?.resetAndDestroy();
}

/** Arguments that are not plain come as JSON. */
function parsed([name, value]: [string, string]): [string, unknown] {
  return [name, /^[[{]/u.test(value) ? JSON.parse(value) : value];
}
