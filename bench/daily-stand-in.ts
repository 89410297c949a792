/**
 * Slack and Discord, as far as a post asks for them, in a process of their own: argv[2] holds the Ways as JSON. It
 * says by IPC where it listens and, when it is asked, what it has seen.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json, text } from 'node:stream/consumers';
import { openGateway } from '../test/support/discord/gateway.ts';
import { APPLICATION_ID, TOKEN } from '../test/support/discord/server.ts';

export interface Ways {
  /** Posts a second that are taken of all channels together; the rest is told to wait. 0 takes everything. */
  readonly slack: number;
  readonly discord: number;
  /** How the ids of those channels end that take no posts as others do. */
  readonly endings: {
    readonly refuses: string;
    /** The connection breaks before a post is taken, or when it is. */
    readonly breaks: string;
    readonly breaksAfterwards: string;
  };
}

export interface Seen {
  /** How many messages stand in each channel, by platform and id. */
  readonly messages: readonly (readonly [channel: string, count: number])[];
  /** How many requests were told to wait. */
  readonly limited: number;
}

const { endings, ...limits }: Ways = JSON.parse(process.argv[2] ?? '');
const messages = new Map<string, number>();
const nonces = new Set<string>();
let limited = 0;

/** Counts what is taken in a second. @returns milliseconds to wait, or 0 where it is taken */
function createTurnstile(aSecond: number): () => number {
  let begunAt = 0;
  let taken = 0;
  return () => {
    const now = Date.now();
    if (now >= begunAt + 1_000) [begunAt, taken] = [now, 0];
    taken += 1;
    if (aSecond === 0 || taken <= aSecond) return 0;
    limited += 1;
    return begunAt + 1_000 - now;
  };
}
const slackTurn = createTurnstile(limits.slack);
const discordTurn = createTurnstile(limits.discord);

function answer(response: ServerResponse, status: number, body: unknown, headers = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

/** @returns whether the connection was broken in place of an answer */
function isBroken(response: ServerResponse, channel: string, take: () => void): boolean {
  const isTaken = channel.endsWith(endings.breaksAfterwards);
  if (!isTaken && !channel.endsWith(endings.breaks)) return false;
  if (isTaken) take();
  response.socket?.resetAndDestroy();
  return true;
}

async function slack(request: IncomingMessage, response: ServerResponse, method: string): Promise<void> {
  const form = new URLSearchParams(await text(request));
  if (method !== 'chat.postMessage')
    return answer(response, 200, { ok: true, user_id: 'UBOT', bot_id: 'BBOT', user: 'search_iclr' });
  const wait = slackTurn();
  if (wait > 0) {
    const seconds = String(Math.ceil(wait / 1_000));
    return answer(response, 429, { ok: false, error: 'ratelimited' }, { 'retry-after': seconds });
  }
  const channel = form.get('channel') ?? '';
  if (channel.endsWith(endings.refuses))
    return answer(response, 200, { ok: false, error: 'channel_not_found' });
  const take = (): void => count(`slack ${channel}`);
  if (isBroken(response, channel, take)) return;
  take();
  answer(response, 200, { ok: true, channel, ts: '1.1' });
}

async function discord(request: IncomingMessage, response: ServerResponse, channel: string): Promise<void> {
  const { nonce } = (await json(request)) as { readonly nonce: string };
  const wait = discordTurn();
  if (wait > 0) {
    const headers = { 'retry-after': String(Math.ceil(wait / 1_000)), 'x-ratelimit-global': 'true' };
    return answer(response, 429, { message: 'slow', retry_after: wait / 1_000, global: true }, headers);
  }
  if (channel.endsWith(endings.refuses))
    return answer(response, 404, { message: 'Unknown Channel', code: 10_003 });
  const isKnown = nonces.has(nonce);
  const take = (): void => {
    if (!isKnown) count(`discord ${channel}`);
    nonces.add(nonce);
  };
  if (!isKnown && isBroken(response, channel, take)) return;
  take();
  answer(response, 200, { id: '3000000000000000001', channel_id: channel });
}

function count(channel: string): void {
  messages.set(channel, (messages.get(channel) ?? 0) + 1);
}

const gateway = await openGateway(APPLICATION_ID, TOKEN);
const server = createServer(async (request, response) => {
  const [, place, name = '', ...rest] = (request.url ?? '').split('/');
  if (place === 'slack') return slack(request, response, name);
  if (rest[0] === 'channels') return discord(request, response, rest[1] ?? '');
  // discord.js asks for the gateway, and for nothing else.
  const session_start_limit = { total: 1_000, remaining: 999, reset_after: 0, max_concurrency: 1 };
  answer(response, 200, { url: gateway.url, shards: 1, session_start_limit });
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
process.on('disconnect', () => process.exit());
process.on('message', () => process.send?.({ messages: [...messages], limited } satisfies Seen));
process.send?.((server.address() as AddressInfo).port);
