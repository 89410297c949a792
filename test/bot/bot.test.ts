import { beforeAll, describe, expect, it } from 'vitest';
import { type Bot, createBot } from '../../src/bot/bot.ts';
import { CONSOLE } from '../../src/bot/caller.ts';
import type { Reply, Text } from '../../src/bot/reply.ts';
import { openEngine } from '../../src/engine/open.ts';
import { EngineUnavailableError } from '../../src/errors.ts';
import type { Papers } from '../../src/search/papers.ts';
import { indexOf, libraryOf, memoryLog, papersOf, startEngine } from '../support/engine.ts';
import { bodies, paper } from '../support/papers.ts';
import { startSlowEngine } from '../support/slow-engine.ts';

let bot: Bot;
beforeAll(async () => {
  const papers = await indexOf([
    paper({
      id: 'one',
      title: 'On $\\mu$ and ReLU Networks',
      authors: ['Ada Brook'],
      keywords: ['GAN', 'folds'],
      abstract: 'All about folds.',
      decision: 'Accept (Oral)',
      bibtex: '@misc{one}',
      pages: bodies('Nothing here.', 'Deep ReLU networks fold.'),
    }),
    ...Array.from({ length: 6 }, (_, index) =>
      paper({
        id: `many${index}`,
        keywords: ['GAN'],
        tldr: 'Short.',
        abstract: 'x',
        pages: bodies(`Networks of units. A relu, number ${index}.`),
      }),
    ),
  ]);
  bot = createBot(papers, memoryLog(), () => 0.5);
});

async function ask<Kind extends Reply['kind']>(text: string, kind: Kind): Promise<Reply & { kind: Kind }> {
  const reply = await bot.answer(text, CONSOLE);
  if (reply.kind !== kind) throw new Error(`${text} was answered with ${JSON.stringify(reply)}`);
  return reply as Reply & { kind: Kind };
}

function said(text: Text): string {
  return text.map(span => span.text).join('');
}

describe('the answer to a search', () => {
  it('says both counts and the page, and shows five cards and the way on', async () => {
    const reply = await ask('relu networks', 'results');
    expect(said(reply.summary)).toBe(
      '"relu networks": 1 paper says exactly this, 7 have all the words · page 1 of 2',
    );
    expect(reply.cards).toHaveLength(5);
    expect(reply.previous).toBeNull();
    expect(reply.next).toEqual({ kind: 'search', query: 'relu networks', page: 2 });
    const second = await ask('relu networks page:2', 'results');
    expect(second.cards).toHaveLength(2);
    expect(second.previous).toEqual({ kind: 'search', query: 'relu networks', page: 1 });
    expect(second.next).toBeNull();
  });

  it('proves each match by a passage, marked, with the page and its link', async () => {
    const [card] = (await ask('relu networks', 'results')).cards;
    expect(card).toMatchObject({ title: 'On μ and ReLU Networks', venue: 'ICLR 2019', tldr: 'No tl;dr =[' });
    expect(card?.proofs[0]).toEqual({
      where: 'p. 2',
      url: 'https://openreview.net/pdf?id=one#page=2',
      text: [
        { kind: 'plain', text: 'Deep ' },
        { kind: 'mark', text: 'ReLU networks' },
        { kind: 'plain', text: ' fold.' },
      ],
    });
  });

  it.each([
    ['"relu networks"', '"relu networks": 1 paper matches'],
    [
      'relu networks tag:gan',
      'relu networks tag:gan: 7 papers match, 1 of them says "relu networks" · page 1 of 2',
    ],
    ['folds', 'folds: 1 paper matches'],
    ['relu networks zzyzx', 'No paper has all of these words. The closest ones, without zzyzx:'],
  ])('%s is summed up as %s', async (query, summary) => {
    expect(said((await ask(query, 'results')).summary)).toBe(summary);
  });

  it('says what was searched for in the place of a mistyped word', async () => {
    const reply = await ask('"relu" netwroks', 'results');
    expect(reply.notes.map(said)).toEqual(['No paper says netwroks: these say networks.']);
  });

  it('says what was typed that no paper is searched for', async () => {
    const reply = await ask('relu & networks →', 'results');
    expect(reply.notes.map(said)).toEqual(['No paper is searched for signs alone: &, →.']);
  });

  it('says how many pages there are to somebody past the end', async () => {
    const reply = await ask('relu networks page:9', 'notice');
    expect(said(reply.text)).toBe('This search has 2 pages.');
    expect(reply.examples[0]?.action).toMatchObject({ page: 2 });
  });

  it('says so where there is nothing, and what may help', async () => {
    expect(said((await ask('zzyzx', 'notice')).text)).toMatch(/^No paper matches zzyzx\. Fewer words/u);
  });
});

describe('the answer to a command', () => {
  it('shows a whole paper, with its decision where that is known', async () => {
    const { paper: shown } = await ask('paper https://openreview.net/forum?id=one', 'paper');
    expect(shown).toMatchObject({
      decision: 'Accept (Oral)',
      abstract: 'All about folds.',
      bibtex: '@misc{one}',
      pages: 2,
      pdfUrl: 'https://openreview.net/pdf?id=one',
    });
    expect(shown.tags.map(({ tag }) => tag)).toEqual(['gan', 'folds']);
  });

  it('says what an id is, where there is no such paper', async () => {
    expect(said((await ask('paper nobody', 'notice')).text)).toMatch(
      /no paper nobody here.*\?id=.*"paper" nobody/u,
    );
  });

  it('lists tags with their counts, by their beginning, else by what they hold', async () => {
    const begin = await ask('tags g', 'tags');
    expect(said(begin.summary)).toBe('1 tag that begins with g');
    expect(begin.tags).toEqual([
      { tag: 'gan', papers: 7, search: { kind: 'search', query: 'tag:"gan"', page: 1 } },
    ]);
    expect(said((await ask('tags old', 'tags')).summary)).toBe('1 tag that holds old');
    expect(said((await ask('tags', 'tags')).summary)).toBe('2 tags');
    expect(said((await ask('tags zz', 'notice')).text)).toContain('No tag begins with or holds zz');
  });

  it('draws tags and a paper at random', async () => {
    const reply = await ask('random', 'inspiration');
    expect(reply.tags.map(({ tag }) => tag).sort()).toEqual(['folds', 'gan']);
    expect(reply.card).not.toBeNull();
  });

  it('helps, with what there is to search', async () => {
    expect(said((await ask('help', 'help')).summary)).toBe(
      'Search inside 7 papers, their full text included.',
    );
  });

  it('says what to change, and nothing else, to what cannot be searched', async () => {
    expect(said((await ask('foo:bar', 'notice')).text)).toContain('foo: is not a field');
    expect(said((await ask('"relu', 'notice')).text)).toContain('A quote is opened and not closed');
    expect(said((await ask('-gan', 'notice')).text)).toContain('add a word that they must have');
    expect(said((await ask('a'.repeat(1_001), 'notice')).text)).toContain(
      '1001 characters long, and a search takes 1000',
    );
  });
});

describe('a bot whose engine fails', () => {
  const failing = (error: unknown): Papers => {
    const fail = (): Promise<never> => Promise.reject(error);
    return { search: fail, ids: fail, get: fail, similar: fail, pick: fail, tags: fail, counts: fail };
  };

  it('says that the engine is restarting', async () => {
    const reply = await createBot(
      failing(new EngineUnavailableError('the search engine is restarting')),
      memoryLog(),
    ).answer('relu', CONSOLE);
    expect(reply).toMatchObject({ kind: 'notice' });
    expect(reply.kind === 'notice' && said(reply.text)).toBe(
      'Sorry, the search engine is restarting. Try again in a moment.',
    );
  });

  it('logs a fault of its own, and tells the reader no more than that', async () => {
    const log = memoryLog();
    const reply = await createBot(failing(new Error('secret detail')), log).answer('relu', CONSOLE);
    expect(reply.kind === 'notice' && said(reply.text)).toMatch(/something went wrong/u);
    expect(JSON.stringify(reply)).not.toContain('secret detail');
    expect(log.lines).toEqual(['a command failed']);
  });

  it('says so within ten seconds, where the engine is silent', async () => {
    const silent = await startSlowEngine();
    silent.hold();
    const engine = await openEngine({ kind: 'server', url: silent.url, key: null }, memoryLog());
    const reply = await createBot((await libraryOf(engine)).papers, memoryLog()).answer('relu', CONSOLE);
    expect(reply.kind === 'notice' && said(reply.text)).toMatch(
      /the search engine did not answer within 10 s/u,
    );
  });
});

describe('a bot without papers', () => {
  it('says how to bring some in', async () => {
    const empty = createBot(await papersOf(await startEngine()), memoryLog());
    const reply = await empty.answer('random', CONSOLE);
    expect(reply.kind === 'notice' && said(reply.text)).toContain('npm run ingest');
  });
});
