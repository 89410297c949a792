import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { createBot } from '../../src/bot/bot.ts';
import { CONSOLE } from '../../src/bot/caller.ts';
import type { Reply } from '../../src/bot/reply.ts';
import { openEngine } from '../../src/engine/open.ts';
import { EngineError, EngineUnavailableError, operatorMessageOf } from '../../src/errors.ts';
import { answeringServer, type Canned } from '../support/answering-server.ts';
import { indexerOf, memoryLog, papersAsIs } from '../support/engine.ts';

/** @returns what chat hears for a search, and all that the log of every level holds */
async function heard(url: string, key: string | null = null): Promise<{ reply: string; logged: string }> {
  const lines: string[] = [];
  const log = pino({ level: 'trace' }, { write: line => lines.push(line) });
  const engine = await openEngine({ kind: 'server', url, key }, log);
  const reply: Reply = await createBot(await papersAsIs(engine, log), log).answer('relu', CONSOLE);
  const spans = reply.kind === 'notice' ? reply.text : [];
  return { reply: spans.map(span => span.text).join(''), logged: lines.join('') };
}

function refusal(status: number): Canned {
  return {
    status,
    body: JSON.stringify({ message: 'no', code: 'too_many_search_requests', type: 'system', link: '' }),
  };
}

describe.each([408, 429, 503])('an engine that answers %i', status => {
  it.each(['/multi-search', '/keys', '/health'])('to %s is busy', async place => {
    const url = await answeringServer(path =>
      path.startsWith(place) ? refusal(status) : refusalOfKeys(path),
    );
    const { reply, logged } = await heard(url);
    expect(reply).toBe('Sorry, the search engine is busy. Try again in a moment.');
    expect(logged).not.toMatch(/"stack"|^\s+at /mu);
  });

  it('with a page of HTML, as a proxy does to all, is busy', async () => {
    const url = await answeringServer(() => ({ status, body: '<html>Slow down</html>' }));
    expect((await heard(url)).reply).toBe('Sorry, the search engine is busy. Try again in a moment.');
  });

  it('lets an ingest wait', async () => {
    let asked = 0;
    const url = await answeringServer(path => {
      if (path === '/health') return null;
      asked += 1;
      return asked < 3
        ? refusal(status)
        : { status: 200, body: '{"results":[],"offset":0,"limit":1000,"total":0}' };
    });
    const indexer = await indexerOf(await openEngine({ kind: 'server', url, key: null }, memoryLog()));
    expect(await indexer.digests()).toEqual(new Map());
    expect(asked).toBe(3);
  });
});

function refusalOfKeys(path: string): Canned | null {
  if (!path.startsWith('/keys')) return null;
  return { status: 401, body: JSON.stringify({ message: 'no keys', code: 'missing_master_key' }) };
}

describe('an engine that cannot be reached', () => {
  const SECRETS = /hunter2|operator|127\.0\.0\.1|MEILI_URL|token=/u;

  it.each([
    'http://127.0.0.1:9',
    'http://operator:hunter2@127.0.0.1:9',
    'http://operator:hunter2@127.0.0.1:9/search/?token=hunter2#hunter2',
    'http://hunter2@127.0.0.1:9',
  ])('is told in chat without its address, and to operators without its login: %s', async url => {
    const { reply, logged } = await heard(url);
    expect(reply).toBe('Sorry, the search engine cannot be reached. Try again in a moment.');
    expect(reply).not.toMatch(SECRETS);
    expect(logged).toContain('127.0.0.1:9');
    expect(logged).not.toMatch(/hunter2|operator/u);
  });

  it.each([
    [502, '<html>Bad gateway</html>'],
    [200, '<html>Welcome to nginx</html>'],
    [404, '<html>Not here</html>'],
  ])('or is none, answering %i with a page, is told so', async (status, body) => {
    const url = await answeringServer(() => ({ status, body }));
    const { reply, logged } = await heard(url);
    expect(reply).toBe('Sorry, the search engine cannot be reached. Try again in a moment.');
    expect(logged).not.toMatch(/"stack"/u);
  });

  it('has its login nowhere in an error, its causes, or what a logger makes of them', async () => {
    const server = await answeringServer(path =>
      path === '/health' ? null : { status: 200, body: '{ broken' },
    );
    for (const url of [server.replace('//', '//operator:hunter2@'), 'http://operator:hunter2@127.0.0.1:9']) {
      const engine = await openEngine({ kind: 'server', url, key: 'a-key-that-nobody-sees' }, memoryLog());
      const error = await (await papersAsIs(engine, memoryLog())).counts().catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(EngineUnavailableError);
      let printed = '';
      pino({ level: 'trace' }, { write: line => (printed += line) }).error(
        { err: error },
        operatorMessageOf(error),
      );
      expect(printed).not.toMatch(/hunter2|operator:|a-key-that-nobody-sees/u);
    }
  });
});

describe('an engine that is at fault', () => {
  it.each([
    [500, 'internal'],
    [400, 'internal'],
    [500, 'invalid_store_file'],
    [422, 'no_space_left_on_device'],
  ])(
    'answering %i with %s, is told in chat without what it said, and to operators in a line',
    async (status, code) => {
      const url = await answeringServer(path =>
        path === '/multi-search'
          ? {
              status,
              body: JSON.stringify({ message: 'MDB_PANIC at /srv/meili', code, type: 'internal', link: '' }),
            }
          : refusalOfKeys(path),
      );
      const { reply, logged } = await heard(url);
      expect(reply).toBe(
        'Sorry, the search engine cannot do its work now. The reason is in the log of whoever runs me.',
      );
      expect(logged).toContain('MDB_PANIC at /srv/meili');
      expect(logged).not.toMatch(/"stack"/u);
    },
  );

  it('is an EngineError to an ingest, which does not try for minutes', async () => {
    const url = await answeringServer(path =>
      path === '/health'
        ? null
        : { status: 500, body: JSON.stringify({ message: 'MDB_PANIC', code: 'internal' }) },
    );
    const indexer = await indexerOf(await openEngine({ kind: 'server', url, key: null }, memoryLog()));
    await expect(indexer.prepare()).rejects.toThrow(EngineError);
  });
});
