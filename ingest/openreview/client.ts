import { z } from 'zod';
import type { OpenReviewConfig } from '../../src/config.ts';
import { SourceError } from '../../src/errors.ts';
import type { Answer } from './exchange.ts';
import { needsLogin, openLogin } from './login.ts';
import type { Patience } from './patience.ts';
import { errorName, refusalOf } from './refusal.ts';

/** Each API holds other venues: the first those until 2023, the second those since. */
export const APIS = ['v1', 'v2'] as const;
export type Api = (typeof APIS)[number];

/** What a PDF was answered with. */
export type Download =
  | { readonly kind: 'file'; readonly bytes: Uint8Array; readonly announced: number | null }
  | { readonly kind: 'page' }
  /** There is none, or none for us: asking again would change nothing. */
  | { readonly kind: 'none'; readonly reason: string };

/** OpenReview, logged in. It throws ConfigErrors and SourceErrors, which hold no credentials. */
export interface Client {
  /** @returns the JSON of an answer, or null where there is nothing at the address */
  get(api: Api, path: string, query: Readonly<Record<string, string>>): Promise<unknown>;
  /** @returns the note of that id, or null where there is none, or none that we may read */
  note(api: Api, id: string): Promise<unknown>;
  /** @throws LeftError where `leave` is aborted while OpenReview limits the rate */
  pdf(api: Api, id: string, leave: AbortSignal): Promise<Download>;
}

const notesSchema = z.object({ notes: z.array(z.looseObject({ id: z.string() })) });

/** @param userAgent who we say we are */
export function openClient(config: OpenReviewConfig, patience: Patience, userAgent: string): Client {
  const headers = { 'user-agent': userAgent };
  const roots = { v1: config.v1Url, v2: config.v2Url };
  const trusted = new Set(Object.values(roots).map(root => new URL(root).origin));
  const login = openLogin(config, request =>
    patience.send({ ...request, headers: { ...request.headers, ...headers }, trusted }),
  );

  const ask = async (url: URL, leave?: AbortSignal): Promise<Answer> => {
    const send = (token: string | null): Promise<Answer> => {
      const authorization = token === null ? {} : { authorization: `Bearer ${token}` };
      return patience.send({ url, method: 'GET', headers: { ...headers, ...authorization }, trusted }, leave);
    };
    const token = await login.token();
    const answer = await send(token);
    if (refusalOf(answer) !== 'login') return answer;
    const again = await send(await login.renewed(token));
    if (refusalOf(again) === 'login') throw needsLogin();
    return again;
  };

  const get = async (
    api: Api,
    path: string,
    query: Readonly<Record<string, string>>,
    unlessForbidden: boolean,
  ) => {
    const url = addressOf(roots[api], path, query);
    const answer = await ask(url);
    const refusal = refusalOf(answer);
    if (refusal === 'missing') return null;
    if (unlessForbidden && errorName(answer.content) === 'ForbiddenError') return null;
    if (refusal === 'challenge') throw needsLogin();
    if (refusal !== null || answer.content.kind !== 'json')
      throw new SourceError(`OpenReview does not answer ${url.href}: ${signsOf(answer)}.`);
    return answer.content.value;
  };

  return {
    get: (api, path, query) => get(api, path, query, false),
    note: async (api, id) => {
      const { data } = notesSchema.safeParse(await get(api, '/notes', { id }, true));
      return data?.notes.find(note => note.id === id) ?? null;
    },
    pdf: async (api, id, leave) => {
      const url = addressOf(roots[api], '/pdf', { id });
      const answer = await ask(url, leave);
      const { content, headers, status } = answer;
      if (errorName(content) === 'ChallengeRequiredError') throw needsLogin();
      if (status === 404) return { kind: 'none', reason: 'OpenReview has no PDF of it' };
      if (status >= 400)
        return { kind: 'none', reason: `OpenReview does not give its PDF: ${signsOf(answer)}` };
      if (content.kind === 'too large' || content.kind === 'led away')
        return { kind: 'none', reason: `its PDF is not fetched: ${signsOf(answer)}` };
      // A page may be one bad answer among good ones: whoever asks for many can tell.
      if (content.kind !== 'file') return { kind: 'page' };
      return { kind: 'file', bytes: content.bytes, announced: announcedLength(headers) };
    },
  };
}

function addressOf(root: string, path: string, query: Readonly<Record<string, string>>): URL {
  const url = new URL(`${root.replace(/\/+$/u, '')}${path}`);
  url.search = new URLSearchParams(query).toString();
  return url;
}

function signsOf({ status, content }: Answer): string {
  if (content.kind === 'led away') return `it leads ${content.to}`;
  if (content.kind === 'too large') return `it is larger than ${content.most / 2 ** 20} MB`;
  const name = errorName(content);
  return name === null ? `status ${status}` : `status ${status}, ${name}`;
}

/** Of an answer that was compressed on its way, the length says nothing. */
function announcedLength(headers: Headers): number | null {
  if (headers.has('content-encoding')) return null;
  const length = headers.get('content-length');
  return length === null ? null : Number(length);
}
