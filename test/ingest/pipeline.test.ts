import { describe, expect, it } from 'vitest';
import { ingest } from '../../ingest/pipeline.ts';
import type { Source, SourceItem } from '../../ingest/source.ts';
import { isCut, reportText, summaryText } from '../../ingest/summary.ts';
import type { SourcePaper } from '../../src/paper.ts';
import type { Indexer } from '../../src/search/indexer.ts';
import { indexerOf, papersOf, startEngine } from '../support/engine.ts';
import { eventually } from '../support/eventually.ts';
import { bodies, paper, queryOf } from '../support/papers.ts';

function metadataOf({ pages: _, seams: __, ...metadata }: SourcePaper, textFollows = false) {
  return { kind: 'metadata', metadata, textFollows } satisfies SourceItem;
}

async function* inTurn(items: readonly SourceItem[]): AsyncGenerator<SourceItem> {
  yield* items;
}

function sourceOf(papers: readonly SourcePaper[], endAfter = Number.POSITIVE_INFINITY): Source {
  async function* items(): AsyncGenerator<SourceItem> {
    for (const [index, one] of papers.entries()) {
      if (index === endAfter) throw new Error('the run was ended');
      yield { kind: 'paper', paper: one };
    }
  }
  return { total: papers.length, items: items() };
}

async function run(indexer: Indexer, source: Source) {
  const progress: number[] = [];
  const summary = await ingest(source, indexer, done => progress.push(done));
  return { ...summary, progress };
}

const PAPERS = ['a', 'b', 'c', 'd', 'e'].map(id => paper({ id, pages: bodies(`Text of ${id}.`) }));

describe('an ingest', () => {
  it('adds papers, then finds nothing to do, then brings in what changed', async () => {
    const engine = await startEngine();
    const indexer = await indexerOf(engine);
    const papers = await papersOf(engine);
    const first = await run(indexer, sourceOf(PAPERS));
    expect(first).toMatchObject({ added: 5, updated: 0, unchanged: 0, skipped: [] });
    expect(first.progress.at(-1)).toBe(5);
    expect(await papers.counts()).toEqual({ papers: 5, withText: 5 });

    const second = await run(indexer, sourceOf(PAPERS));
    expect(second).toMatchObject({ added: 0, updated: 0, unchanged: 5 });
    expect(summaryText(second, 'x')).toBe('Nothing to do: 0 added, 0 updated, 5 unchanged, 0 skipped.');

    const changed = [paper({ id: 'a', pages: bodies('New text.') }), ...PAPERS.slice(1), paper({ id: 'f' })];
    expect(await run(indexer, sourceOf(changed))).toMatchObject({ added: 1, updated: 1, unchanged: 4 });
    expect((await papers.search(queryOf('"new text"'), 5)).hits).toMatchObject([{ paper: { id: 'a' } }]);
    expect((await papers.search(queryOf('"text of a"'), 5)).total).toBe(0);
  });

  it('goes on where it was ended', async () => {
    const engine = await startEngine();
    const indexer = await indexerOf(engine);
    const large = PAPERS.map(one =>
      paper({ id: one.id, pages: bodies(...Array.from({ length: 5 }, () => 'Many words. '.repeat(80_000))) }),
    );
    await expect(run(indexer, sourceOf(large, 2))).rejects.toThrow('the run was ended');
    const again = await run(indexer, sourceOf(large));
    expect(again).toMatchObject({ added: 3, unchanged: 2 });
    expect((await (await papersOf(engine)).counts()).papers).toBe(5);
  });

  it('takes a paper once that its source gives twice', async () => {
    const indexer = await indexerOf(await startEngine());
    const [a] = PAPERS;
    if (a === undefined) throw new Error('no paper');
    const summary = await run(indexer, sourceOf([a, a]));
    expect(summary).toMatchObject({ added: 1, updated: 0, unchanged: 0 });
    expect(summary.progress.at(-1)).toBe(2);
  });

  it('leaves the text that the index has where a source knows the metadata alone', async () => {
    const engine = await startEngine();
    const indexer = await indexerOf(engine);
    const papers = await papersOf(engine);
    await run(indexer, sourceOf([paper({ id: 'a', title: 'Old', pages: bodies('A quokka.') })]));
    const renamed = paper({ id: 'a', title: 'New', decision: 'Withdrawn' });
    const items = [metadataOf(renamed), metadataOf(paper({ id: 'b', title: 'Without text' }))];
    expect(await run(indexer, { total: 2, items: inTurn(items) })).toMatchObject({ added: 1, updated: 1 });
    const found = await papers.search(queryOf('"a quokka"'), 5);
    expect(found.hits).toMatchObject([{ paper: { id: 'a', title: 'New', decision: 'Withdrawn' }, pages: 1 }]);
    expect((await papers.search(queryOf('title:old'), 5)).total).toBe(0);
    expect(await papers.counts()).toEqual({ papers: 2, withText: 1 });

    expect(await run(indexer, { total: 2, items: inTurn(items) })).toMatchObject({
      added: 0,
      updated: 0,
      unchanged: 2,
    });
    const whole = paper({ ...renamed, pages: bodies('A quokka.') });
    expect(await run(indexer, sourceOf([whole]))).toMatchObject({ updated: 0, unchanged: 1 });
  });

  it('lays metadata that is less than a reading told over no paper that has a text', async () => {
    const engine = await startEngine();
    const indexer = await indexerOf(engine);
    const papers = await papersOf(engine);
    await run(
      indexer,
      sourceOf([paper({ id: 'a', title: 'Old', pages: bodies('A quokka.') }), paper({ id: 'b' })]),
    );
    const items = ['a', 'b'].map(id => ({ ...metadataOf(paper({ id, title: 'New' })), isLess: true }));
    expect(await run(indexer, { total: 2, items: inTurn(items) })).toMatchObject({
      updated: 1,
      unchanged: 1,
    });
    expect(await papers.get('a')).toMatchObject({ paper: { title: 'Old' }, pages: 1 });
    expect(await papers.get('b')).toMatchObject({ paper: { title: 'New' } });
  });

  it('takes out what stood for a paper while it had no text, and nothing that has one', async () => {
    const engine = await startEngine();
    const indexer = await indexerOf(engine);
    await run(
      indexer,
      sourceOf([paper({ id: 'row-a' }), paper({ id: 'row-b', pages: bodies('A wombat.') })]),
    );
    const items = ['a', 'b', 'c'].map(id => ({
      kind: 'paper' as const,
      paper: paper({ id, pages: bodies('A quokka.') }),
      standIn: `row-${id}`,
    }));
    await run(indexer, { total: 3, items: inTurn(items) });
    expect([...(await indexer.digests()).keys()].sort()).toEqual(['a', 'b', 'c', 'row-b']);
  });

  it('makes what has come searchable while the source waits for more, and counts a paper when it is whole', async () => {
    const engine = await startEngine();
    const papers = await papersOf(engine);
    const [a] = PAPERS;
    if (a === undefined) throw new Error('no paper');
    async function* items(one: SourcePaper): AsyncGenerator<SourceItem> {
      yield metadataOf(one, true);
      await eventually(async () => expect(await papers.counts()).toEqual({ papers: 1, withText: 0 }));
      yield { kind: 'paper', paper: one };
    }
    const summary = await run(await indexerOf(engine), { total: 1, items: items(a) });
    expect(summary).toMatchObject({ added: 1, updated: 0, unchanged: 0 });
    expect(summary.progress.at(-1)).toBe(1);
    expect(await papers.counts()).toEqual({ papers: 1, withText: 1 });
  });

  it('takes papers out again', async () => {
    const engine = await startEngine();
    const indexer = await indexerOf(engine);
    await run(indexer, sourceOf(PAPERS));
    await indexer.remove(['a', 'nobody']);
    expect([...(await indexer.digests()).keys()].sort()).toEqual(['b', 'c', 'd', 'e']);
  });
});

describe('what is longer than its field may be', () => {
  const long = paper({
    id: 'long',
    title: 'x'.repeat(1_001),
    abstract: 'y'.repeat(10_001),
    keywords: ['z'.repeat(201)],
  });

  it('comes in cut, is counted and named once, and changes nothing the next time', async () => {
    const engine = await startEngine();
    const indexer = await indexerOf(engine);
    const all: SourceItem[] = [
      metadataOf(long, true),
      { kind: 'paper', paper: long },
      { kind: 'paper', paper: { ...long, id: 'other', title: 'Short', keywords: [] } },
      { kind: 'paper', paper: paper({ id: 'x'.repeat(512) }) },
    ];
    const summary = await run(indexer, { total: 3, items: inTurn(all) });
    expect(summary).toMatchObject({ added: 2, skipped: [{ what: `the paper ${'x'.repeat(512)}` }] });
    expect(summary.overLimits).toEqual([
      { field: 'title', papers: 1, first: 'long' },
      { field: 'abstract', papers: 2, first: 'long' },
      { field: 'keyword', papers: 1, first: 'long' },
    ]);
    const found = await (await papersOf(engine)).get('long');
    expect(found?.paper).toMatchObject({ title: 'x'.repeat(1_000), keywords: ['z'.repeat(200)] });
    expect(await run(indexer, { total: 3, items: inTurn(all) })).toMatchObject({
      added: 0,
      updated: 0,
      unchanged: 2,
    });
  });

  it('is told in the summary', () => {
    const summary = {
      added: 2,
      updated: 0,
      unchanged: 0,
      skipped: [{ kind: 'skipped' as const, what: 'n'.repeat(5_000_000), reason: 'r' }],
      withheld: 0,
      takenOut: [],
      readInPart: [],
      overLimits: [
        { field: 'abstract' as const, papers: 2, first: 'a' },
        { field: 'pdfUrl' as const, papers: 1, first: 'b' },
      ],
    };
    const lines = summaryText(summary, 'x').split('\n');
    expect(lines[1]).toHaveLength('  skipped …: r'.length + 1_000);
    expect(lines.slice(2)).toEqual([
      '  cut the abstract of 2 papers, after 10,000 characters; the first is a',
      '  left out the address of its PDF of 1 paper, longer than 2,000 characters; it is b',
    ]);
  });
});

describe('a paper that is not for everybody', () => {
  it('stays out, is taken out where it is in the index, and comes back when it is for everybody again', async () => {
    const engine = await startEngine();
    const indexer = await indexerOf(engine);
    const papers = await papersOf(engine);
    const [a, b] = PAPERS;
    if (a === undefined || b === undefined) throw new Error('no papers');
    const sourceWith = (...items: readonly SourceItem[]): Source => ({
      total: items.length,
      items: inTurn(items),
    });
    const withheld = (id: string) => ({ kind: 'withheld', id }) as const;
    await run(indexer, sourceOf([a, b]));
    const summary = await run(
      indexer,
      sourceWith(
        withheld('never'),
        { kind: 'paper', paper: b },
        withheld('a'),
        metadataOf(paper({ id: 'new' })),
      ),
    );
    expect(summary).toMatchObject({ added: 1, updated: 0, unchanged: 1, withheld: 2, takenOut: ['a'] });
    expect(summary.progress.at(-1)).toBe(4);
    expect(await papers.get('a')).toBeNull();
    expect(await papers.counts()).toEqual({ papers: 2, withText: 1 });
    // What was listed before it was said to be private goes, too.
    await run(indexer, sourceWith(metadataOf(paper({ id: 'c' }), true), withheld('c'), withheld('c')));
    expect(await papers.get('c')).toBeNull();
    expect(await run(indexer, sourceOf([a]))).toMatchObject({ added: 1 });
    expect((await papers.get('a'))?.pages).toBe(1);
  });
});

describe('a summary', () => {
  it('names what was left out, and why', () => {
    const skipped = Array.from({ length: 22 }, (_, index) => ({
      kind: 'skipped' as const,
      what: `note ${index}`,
      reason: 'no title',
    }));
    const summary = {
      added: 1_589,
      updated: 0,
      unchanged: 2,
      withheld: 0,
      takenOut: [],
      skipped,
      readInPart: [],
      overLimits: [],
    };
    const lines = summaryText(summary, 'data/all.txt').split('\n');
    expect(lines[0]).toBe('1,589 added, 0 updated, 2 unchanged, 22 skipped.');
    expect(lines[1]).toBe('  skipped note 0: no title');
    expect(lines.at(-1)).toBe('  and 2 more, in data/all.txt');
    expect(isCut(summary)).toBe(true);
    expect(reportText(summary).split('\n').at(-1)).toBe('  skipped note 21: no title');
  });

  it('counts what is not public, and names what was taken out for it', () => {
    const takenOut = ['b\u001b[2J'];
    const summary = {
      added: 0,
      updated: 0,
      unchanged: 2,
      withheld: 3,
      takenOut,
      skipped: [],
      readInPart: [],
      overLimits: [],
    };
    expect(summaryText(summary, 'data/all.txt')).toBe(
      '0 added, 0 updated, 2 unchanged, 0 skipped, 3 not public.\n  taken out b[2J: it is not public any more',
    );
  });

  it('counts and names what has only a part of its text, and shows no control characters of a name', () => {
    const readInPart = [{ kind: 'read in part' as const, what: 'a\u001b[2J\n.pdf', reason: '1 of 2 pages' }];
    const summary = {
      added: 1,
      updated: 0,
      unchanged: 0,
      withheld: 0,
      takenOut: [],
      skipped: [],
      readInPart,
      overLimits: [],
    };
    expect(isCut(summary)).toBe(false);
    expect(summaryText(summary, 'data/all.txt')).toBe(
      '1 added, 0 updated, 0 unchanged, 0 skipped, 1 read in part.\n  read in part a[2J .pdf: 1 of 2 pages',
    );
  });
});
