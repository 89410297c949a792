import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { type Client, openClient } from '../../../ingest/openreview/client.ts';
import { openPatience } from '../../../ingest/openreview/patience.ts';
import type { OpenReviewConfig } from '../../../src/config.ts';
import { ConfigError, SourceError } from '../../../src/errors.ts';
import { eventually } from '../../support/eventually.ts';
import { manyPapers, V1_VENUE } from '../../support/openreview/notes.ts';
import { type OpenReviewServer, PASSWORD, startOpenReview, USER } from '../../support/openreview/server.ts';

const PACE = { retries: 8, firstWaitMs: 1, longestWaitMs: 4, timeoutMs: 10_000 };
const NEVER = new AbortController().signal;
const AGENT = 'search-iclr/test';

interface Opened {
  readonly client: Client;
  readonly statuses: (string | null)[];
  readonly stop: AbortController;
}

function open(server: OpenReviewServer, config: Partial<OpenReviewConfig> = {}): Opened {
  const statuses: (string | null)[] = [];
  const stop = new AbortController();
  const patience = openPatience(stop.signal, status => statuses.push(status), PACE);
  return { client: openClient({ ...server.config, ...config }, patience, AGENT), statuses, stop };
}

const askGroups = (client: Client): Promise<unknown> => client.get('v1', '/groups', { id: V1_VENUE });

/** @returns all that can be seen of an error, its causes included */
async function errorOf(promise: Promise<unknown>): Promise<{ error: unknown; seen: string }> {
  try {
    await promise;
  } catch (error) {
    return { error, seen: inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: true }) };
  }
  throw new Error('nothing was thrown');
}

const down = { kind: 'answer', status: 503 } as const;

describe('OpenReview', () => {
  it('is logged in to once, for both of its APIs, and told honestly who asks', async () => {
    const server = await startOpenReview(manyPapers(1));
    const { client } = open(server);
    await askGroups(client);
    await client.get('v2', '/groups', { id: V1_VENUE });
    await client.pdf('v1', 'p0001', NEVER);
    expect(server.requestsOf('/login')).toHaveLength(1);
    expect(server.requests.map(({ userAgent }) => userAgent)).toEqual(server.requests.map(() => AGENT));
    expect(server.requests.filter(({ path }) => path !== '/login').map(one => one.authorization)).toEqual(
      server.requests.slice(1).map(() => 'Bearer token-of-login-1'),
    );
  });

  it('is logged in to again when the token expires half-way', async () => {
    const server = await startOpenReview(manyPapers(1));
    const { client } = open(server);
    await askGroups(client);
    server.expire();
    expect(await askGroups(client)).toMatchObject({ groups: [{ id: V1_VENUE }] });
    expect(server.requestsOf('/login')).toHaveLength(2);
  });

  it('takes a token alone, and one that has expired with an account behind it', async () => {
    const server = await startOpenReview(manyPapers(1));
    await askGroups(open(server, { login: null, token: 'token-of-login-0' }).client);
    expect(server.requestsOf('/login')).toHaveLength(0);
    await askGroups(open(server, { token: 'an-old-token' }).client);
    expect(server.requestsOf('/login')).toHaveLength(1);
  });

  it.each([
    ['nobody, challenged as JSON', { login: null }, 'json', 'OPENREVIEW_USER and OPENREVIEW_PASSWORD'],
    ['nobody, challenged by a page', { login: null }, 'page', 'OPENREVIEW_USER and OPENREVIEW_PASSWORD'],
    ['a wrong password', { login: { user: USER, password: 'wrong-secret' } }, 'json', 'OPENREVIEW_PASSWORD'],
    [
      'a token that has expired',
      { login: null, token: 'stale-secret' },
      'json',
      'does not take OPENREVIEW_TOKEN',
    ],
  ] as const)(
    'answers %s with one error that says what to set, and no secret',
    async (_, config, challenge, says) => {
      const server = await startOpenReview(manyPapers(1));
      server.challenge = challenge;
      const { error, seen } = await errorOf(askGroups(open(server, config).client));
      expect(error).toBeInstanceOf(ConfigError);
      expect(seen).toContain(says);
      expect(seen).toContain('.env');
      expect(seen).not.toMatch(/secret|bot@example/u);
    },
  );

  it('asks for a login where an account is challenged, too', async () => {
    const server = await startOpenReview(manyPapers(1));
    server.mishaps('/groups', { kind: 'page' });
    await expect(askGroups(open(server).client)).rejects.toThrow(ConfigError);
    server.mishaps('/login', { kind: 'answer', status: 200, body: { mfaPending: true } });
    await expect(askGroups(open(server).client)).rejects.toThrow('OPENREVIEW_TOKEN');
  });

  it('is waited for until the reset that it names, and the wait is told', async () => {
    const server = await startOpenReview(manyPapers(1));
    const { client, statuses } = open(server);
    server.mishaps('/pdf', { kind: 'answer', status: 429, headers: { 'retry-after': '1' } });
    expect(await client.pdf('v1', 'p0001', NEVER)).toMatchObject({ kind: 'file' });
    expect(statuses.filter(status => status !== null)).toEqual([
      expect.stringMatching(/^waiting for OpenReview until \d\d:\d\d:\d\d$/u),
    ]);
    expect(statuses.at(-1)).toBeNull();
    expect(server.requestsOf('/pdf')).toHaveLength(2);
  });

  it('counts each path by itself: where PDFs have to wait, listings do not', async () => {
    const server = await startOpenReview(manyPapers(1));
    const { client, statuses, stop } = open(server);
    server.mishaps('/pdf', {
      kind: 'answer',
      status: 429,
      body: { details: { resetTime: '2999-01-01T00:00:00Z' } },
    });
    const pdf = client.pdf('v1', 'p0001', NEVER);
    await eventually(() => expect(statuses.join()).toContain('waiting'));
    expect(await askGroups(client)).not.toBeNull();
    stop.abort('SIGINT');
    await expect(pdf).rejects.toBeDefined();
    expect(server.requestsOf('/pdf')).toHaveLength(1);
  });

  it('is tried again where it is down, where a connection breaks and where an answer is cut short', async () => {
    const server = await startOpenReview(manyPapers(1));
    const { client, statuses } = open(server);
    server.mishaps('/login', down);
    server.mishaps('/groups', { kind: 'broken' }, down, { kind: 'answer', status: 502 });
    server.mishaps('/notes', { kind: 'half' });
    expect(await askGroups(client)).toMatchObject({ groups: [{ id: V1_VENUE }] });
    const invitation = `${V1_VENUE}/-/Blind_Submission`;
    expect(await client.get('v1', '/notes', { invitation })).toMatchObject({ count: 1 });
    expect(statuses.join()).toContain('OpenReview is down (status 503), trying again');
  });

  it('is given up after eight more tries, with a word on what to do', async () => {
    const server = await startOpenReview(manyPapers(1));
    server.mishaps('/groups', ...Array.from({ length: 20 }, () => down));
    const { error, seen } = await errorOf(askGroups(open(server).client));
    expect(error).toBeInstanceOf(SourceError);
    expect(seen).toContain('tried 9 times: status 503. What was done is kept; run it again later.');
    expect(server.requestsOf('/groups')).toHaveLength(9);
  });

  it('never has its credentials in an error or an address, however it fails', async () => {
    const server = await startOpenReview(manyPapers(1));
    const echo = { message: `${USER} ${PASSWORD} token-of-login-1`, name: 'BadRequestError' };
    server.mishaps('/groups', { kind: 'answer', status: 400, body: echo });
    server.mishaps('/notes', { kind: 'answer', status: 200, body: 'no object' });
    const failures = [
      await errorOf(askGroups(open(server).client)),
      await errorOf(open(server, { v1Url: 'http://127.0.0.1:1' }).client.get('v1', '/groups', {})),
      await errorOf(open(server, { v2Url: 'http://127.0.0.1:1' }).client.get('v1', '/groups', {})),
    ];
    for (const { error, seen } of failures) {
      expect(error).toBeInstanceOf(SourceError);
      for (const secret of [USER, PASSWORD, 'token-of-login']) expect(seen).not.toContain(secret);
    }
    expect(JSON.stringify(server.requests.map(({ query, path }) => [path, query]))).not.toContain('token-of');
  });

  it('tells a PDF that is not there from one that did not come', async () => {
    const server = await startOpenReview(manyPapers(1));
    const { client } = open(server);
    server.mishaps(
      '/pdf',
      { kind: 'page' },
      { kind: 'answer', status: 403, body: { name: 'ForbiddenError' } },
    );
    expect(await client.pdf('v1', 'p0001', NEVER)).toEqual({ kind: 'page' });
    expect(await client.pdf('v1', 'p0001', NEVER)).toMatchObject({
      kind: 'none',
      reason: expect.stringContaining('ForbiddenError'),
    });
    expect(await client.pdf('v1', 'nobody', NEVER)).toEqual({
      kind: 'none',
      reason: 'OpenReview has no PDF of it',
    });
    expect(server.requestsOf('/pdf')).toHaveLength(3);
  });
});
