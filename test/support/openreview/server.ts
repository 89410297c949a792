import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { OpenReviewConfig } from '../../../src/config.ts';
import { atEnd } from '../engine.ts';
import { makePdf } from '../pdf.ts';
import { noteV1, noteV2, type StandInPaper } from './notes.ts';

/** How a request is answered out of turn. */
export type Mishap =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers?: Record<string, string>;
      readonly body?: unknown;
    }
  /** A web page with status 200. */
  | { readonly kind: 'page' }
  /** The first half of what would be answered, and no word that there is more. */
  | { readonly kind: 'half' }
  /** As ever. */
  | { readonly kind: 'usual' }
  /** The connection ends. */
  | { readonly kind: 'broken' };

export interface SeenRequest {
  readonly api: 'v1' | 'v2';
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly authorization: string | undefined;
  readonly userAgent: string | undefined;
}

/** What stands in for OpenReview's two APIs. */
export interface OpenReviewServer {
  readonly config: OpenReviewConfig;
  /** The same for a program of its own. */
  readonly environment: Readonly<Record<string, string>>;
  /** May be changed at any time. */
  readonly papers: StandInPaper[];
  readonly requests: SeenRequest[];
  requestsOf(path: string): SeenRequest[];
  /** The ids of the PDFs that went out whole, in order. */
  readonly pdfs: string[];
  /** The next requests to a path are answered so; the ones after them as ever. */
  mishaps(path: string, ...mishaps: readonly Mishap[]): void;
  /** Takes no token any more that was given before. */
  expire(): void;
  /** How guests are challenged. */
  challenge: 'json' | 'page';
  /** Whether the account sees what is not for everyone, as an area chair's does; at first it does. */
  seesAll: boolean;
  /** A page of a listing holds no more. */
  mostNotes: number;
  /** How long a PDF takes. */
  pdfMs: number;
}

export const USER = 'bot@example.org';
export const PASSWORD = 'open-sesame-4711';

/** Starts a server that is gone after the tests of this file. */
export async function startOpenReview(papers: readonly StandInPaper[]): Promise<OpenReviewServer> {
  const requests: SeenRequest[] = [];
  const pdfs: string[] = [];
  const waiting = new Map<string, Mishap[]>();
  let logins = 0;
  const token = (): string => `token-of-login-${logins}`;
  const served: StandInPaper[] = [...papers];

  const isSeen = ({ readers }: StandInPaper): boolean =>
    server.seesAll || readers === undefined || readers?.includes('everyone') === true;
  const json = (response: ServerResponse, status: number, body: unknown, headers = {}): void => {
    response
      .writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
      .end(JSON.stringify(body));
  };
  const error = (response: ServerResponse, status: number, name: string): void =>
    json(response, status, { name, message: name, status, details: {} });
  const page = (response: ServerResponse): void => {
    response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
      .end('<!doctype html><p>Are you human?');
  };

  const answer = async (
    api: 'v1' | 'v2',
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const query = Object.fromEntries(url.searchParams);
    const { authorization, 'user-agent': userAgent } = request.headers;
    requests.push({ api, path: url.pathname, query, authorization, userAgent });
    const mishap = waiting.get(url.pathname)?.shift();
    if (mishap?.kind === 'broken') return void request.socket.destroy();
    if (mishap?.kind === 'page') return page(response);
    if (mishap?.kind === 'answer') return json(response, mishap.status, mishap.body ?? {}, mishap.headers);
    if (url.pathname === '/login') {
      const { id, password } = JSON.parse(await text(request)) as Record<string, unknown>;
      if (id !== USER || password !== PASSWORD) return error(response, 400, 'AuthenticationError');
      logins += 1;
      return json(response, 200, { token: token(), user: { id } });
    }
    if (authorization === undefined)
      return server.challenge === 'page' ? page(response) : error(response, 403, 'ChallengeRequiredError');
    if (authorization !== `Bearer ${token()}`) return error(response, 401, 'TokenExpiredError');
    const ours = served.filter(paper => paper.api === api && isSeen(paper));
    if (url.pathname === '/groups') {
      const known = ours.some(paper => paper.venue === query['id']);
      const group = { id: query['id'], ...(api === 'v2' ? { domain: query['id'] } : {}) };
      return json(response, 200, { groups: known ? [group] : [] });
    }
    const asked = served.find(paper => paper.api === api && paper.id === query['id']);
    if (url.pathname === '/notes' && asked !== undefined && !isSeen(asked))
      return error(response, 403, 'ForbiddenError');
    if (url.pathname === '/notes') return list(api, ours, query, mishap, response);
    const paper = ours.find(({ id }) => id === query['id']);
    if (url.pathname !== '/pdf' || paper?.pages === undefined) return error(response, 404, 'NotFoundError');
    const bytes = await makePdf({ pages: paper.pages.map(lines => lines.split('\n')) });
    await sleep(server.pdfMs);
    response.writeHead(200, { 'content-type': 'application/pdf' });
    if (mishap?.kind === 'half') return void response.end(bytes.subarray(0, bytes.length / 2));
    response.end(bytes, () => pdfs.push(paper.id));
  };

  const list = (
    api: 'v1' | 'v2',
    ours: readonly StandInPaper[],
    query: Readonly<Record<string, string>>,
    mishap: Mishap | undefined,
    response: ServerResponse,
  ): void => {
    const limit = Number(query['limit'] ?? 1_000);
    if (limit > 1_000) {
      error(response, 400, 'ValidationError');
      return;
    }
    const notes = ours.map(api === 'v1' ? noteV1 : noteV2).filter(note => {
      const { invitation, 'content.venueid': venueid, id } = query;
      if (id !== undefined) return note.id === id;
      if (invitation !== undefined)
        return note.invitation === invitation || note.invitations?.includes(invitation);
      return venueid !== undefined && note.venueid === venueid;
    });
    if (query['sort'] === 'id') notes.sort((a, b) => (a.id < b.id ? -1 : 1));
    const after = query['after'];
    const from =
      after === undefined ? Number(query['offset'] ?? 0) : notes.findIndex(({ id }) => id === after) + 1;
    const count = api === 'v1' || query['count'] === 'true' ? { count: notes.length } : {};
    const body = JSON.stringify({
      notes: notes.slice(from, from + Math.min(limit, server.mostNotes)),
      ...count,
    });
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(mishap?.kind === 'half' ? body.slice(0, body.length / 2) : body);
  };

  const [v1Url, v2Url] = await Promise.all([
    listen((request, response) => answer('v1', request, response)),
    listen((request, response) => answer('v2', request, response)),
  ]);
  const server: OpenReviewServer = {
    config: { login: { user: USER, password: PASSWORD }, token: null, v1Url, v2Url },
    environment: {
      OPENREVIEW_V1_URL: v1Url,
      OPENREVIEW_V2_URL: v2Url,
      OPENREVIEW_USER: USER,
      OPENREVIEW_PASSWORD: PASSWORD,
    },
    papers: served,
    requests,
    requestsOf: path => requests.filter(request => request.path === path),
    pdfs,
    mishaps: (path, ...mishaps) => waiting.set(path, [...(waiting.get(path) ?? []), ...mishaps]),
    expire: () => {
      logins += 1;
    },
    challenge: 'json',
    seesAll: true,
    mostNotes: 1_000,
    pdfMs: 0,
  };
  return server;
}

async function listen(
  answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Promise<string> {
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  atEnd(() => server.close());
  atEnd(() => server.closeAllConnections());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
