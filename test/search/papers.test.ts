import { beforeAll, describe, expect, it } from 'vitest';
import type { Papers } from '../../src/search/papers.ts';
import type { SearchResult } from '../../src/search/result.ts';
import { indexOf, papersOf, startEngine } from '../support/engine.ts';
import { bodies, paper, queryOf, textPaperOf } from '../support/papers.ts';

const PAPERS = [
  paper({
    id: 'relu',
    title: 'Folding with ReLU Networks',
    keywords: ['ReLU Networks', 'GAN'],
    authors: ['Ada Brook'],
    abstract: 'On folds.',
    pages: [
      { body: 'We study relu networks at depth. Batch size=128 and |V1| counts.', references: '' },
      { body: 'The end.', references: 'D. P. Kingma and J. Ba. Adam. 2015.' },
    ],
  }),
  paper({
    id: 'apart',
    title: 'Units of Networks',
    keywords: ['optimization'],
    authors: ['Jonas Erdős'],
    venue: 'ICLR.cc/2018/Workshop',
    pages: bodies(
      'Networks hold many units, and one of them may be called a relu. Kingma says so. Model-based play.',
    ),
  }),
  paper({
    id: 'seam',
    title: 'Messages',
    keywords: ['multi-agent'],
    pages: bodies('In cooperative multiagent learning.'),
    seams: { body: ['In cooperative multi agent learning.'], references: [] },
  }),
  paper({
    id: 'latex',
    title: 'Stable $\\mu$-Critics',
    abstract: 'A graph of attention.',
    keywords: ['gan'],
  }),
];

let papers: Papers;
beforeAll(async () => {
  papers = await indexOf(PAPERS);
});

async function search(text: string, limit = 10): Promise<SearchResult> {
  return papers.search(queryOf(text), limit);
}

async function ids(text: string): Promise<string[]> {
  const result = await search(text);
  return result.closest === null ? idsOf(result).sort() : [];
}

function idsOf({ hits }: SearchResult): string[] {
  return hits.map(({ paper: { id } }) => id);
}

describe('a search', () => {
  it('finds papers with all the words, closest together first, and counts the exact phrase', async () => {
    const result = await search('relu networks');
    expect(result).toMatchObject({
      total: 2,
      exact: 1,
      page: 1,
      pages: 1,
      closest: null,
      corrections: [],
      without: null,
    });
    expect(idsOf(result)).toEqual(['relu', 'apart']);
  });

  it.each([
    ['"relu networks"', ['relu']],
    ['networks -"relu networks"', ['apart']],
    ['relu -folding', ['apart']],
    ['relu -model-based', ['relu']],
    ['title:networks', ['apart', 'relu']],
    ['title:networks title:folding', ['relu']],
    ['abstract:graph', ['latex']],
    ['author:brook', ['relu']],
    ['author:Erdos', ['apart']],
    ['cites:kingma', ['relu']],
    ['cites:"kingma adam"', ['relu']],
    ['networks -cites:kingma', ['apart']],
    ['cites:kingma title:networks relu', ['relu']],
    ['tag:GAN', ['latex', 'relu']],
    ['tag:"relu networks"', ['relu']],
    ['tag:relu', []],
    ['tag:gan -tag:"relu networks"', ['latex']],
    ['venue:"ICLR 2019" networks', ['relu']],
    ['venue:iclr.cc/2018/workshop', ['apart']],
    ['venue:"iclr 2018 workshop"', ['apart']],
    ['year:2018', ['apart']],
    ['networks -year:2018', ['relu']],
    ['title:networks -kingma', []],
    ['"multi agent learning"', ['seam']],
    ['"multiagent learning"', ['seam']],
    ['multi-agent', ['seam']],
    ['128', ['relu']],
    ['v1', ['relu']],
    ['μ-critics', ['latex']],
    ['$\\mu$-Critics', ['latex']],
  ])('%s finds %j', async (text, expected) => {
    expect(await ids(text)).toEqual(expected);
  });

  it('takes words whole: gan is not Ganguli', async () => {
    expect(await ids('networ')).toEqual([]);
  });

  it('goes from page to page', async () => {
    const first = await search('networks', 1);
    const second = await search('networks page:2', 1);
    expect(first).toMatchObject({ total: 2, pages: 2, page: 1 });
    expect(second).toMatchObject({ total: 2, pages: 2, page: 2 });
    expect(idsOf(second)).not.toEqual(idsOf(first));
  });

  it('shows the closest papers where none has all the words, and says which words they lack', async () => {
    const missing = await search('relu networks zzyzx');
    expect(missing).toMatchObject({ total: 0, closest: ['zzyzx'] });
    expect(idsOf(missing)[0]).toBe('relu');
    const elsewhere = await search('folding networks messages');
    expect(elsewhere.total).toBe(0);
    expect(elsewhere.closest).toHaveLength(1);
    expect(elsewhere.hits.length).toBeGreaterThan(0);
  });

  it('keeps fields and exclusions for the closest papers', async () => {
    const result = await search('tag:gan relu zzyzx -folding');
    expect(result.hits).toEqual([]);
  });

  it('finds the paper of a sentence longer than the engine reads', async () => {
    const sentence =
      'We study relu networks at depth, where batch size and counts of many units that are never named are all said to be of great importance';
    const result = await search(sentence);
    expect(result.total).toBe(0);
    expect(idsOf(result)[0]).toBe('relu');
  });
});

describe('the index', () => {
  it('gives a paper by its id, whatever the id holds', async () => {
    expect(await papers.get('relu')).toMatchObject({
      paper: { id: 'relu', authors: ['Ada Brook'] },
      pages: 2,
      passages: [],
    });
    expect(await papers.get('nobody')).toBeNull();
    expect(await papers.get('" OR id = "relu')).toBeNull();
  });

  it('counts papers and tags', async () => {
    expect(await papers.counts()).toEqual({ papers: 4, withText: 3 });
    expect(await papers.tags()).toEqual(
      new Map([
        ['gan', 2],
        ['multi-agent', 1],
        ['optimization', 1],
        ['relu networks', 1],
      ]),
    );
  });

  it('picks a paper from anywhere', async () => {
    const picked = await Promise.all([0, 0.3, 0.6, 0.999].map(at => papers.pick(at)));
    expect(new Set(picked.map(one => one?.paper.id)).size).toBe(4);
  });

  it('is empty, and no error, before anything was brought in', async () => {
    const empty = await papersOf(await startEngine());
    expect(await empty.search(queryOf('title:a relu networks'), 5)).toMatchObject({ total: 0, hits: [] });
    expect(await empty.counts()).toEqual({ papers: 0, withText: 0 });
    expect(await empty.pick(0.5)).toBeNull();
    expect((await empty.tags()).size).toBe(0);
  });
});

describe('a phrase in a field', () => {
  const said = paper({
    id: 'said',
    title: 'On Deep Learning',
    abstract: 'Some deep-learning here.',
    authors: ['Jane Doe'],
    pages: [{ body: '', references: 'Diederik P. Kingma and Jimmy Lei Ba. Adam. 2015.' }],
  });
  const elsewhere = paper({
    id: 'elsewhere',
    title: 'Learning Deep',
    abstract: 'Learning that is deep.',
    authors: ['Jane Smith', 'Bob Doe'],
    pages: [
      {
        body: 'Deep learning by Jane Doe (Kingma & Ba, 2015).',
        references: `D. P. Kingma. One. 2013. ${'Somebody else. Something else. '.repeat(9)} J. Ba. Two. 2014.`,
      },
    ],
  });
  const seam = paper({
    id: 'seam',
    pages: [{ body: '', references: 'On multiagent play.' }],
    seams: { body: [], references: ['On multi agent play.'] },
  });

  it.each([
    ['title:"deep learning"', ['said']],
    ['title:deep-learning', ['said']],
    ['abstract:"deep learning"', ['said']],
    ['author:"jane doe"', ['said']],
    ['cites:"kingma ba"', ['said']],
    ['cites:"multi agent play"', ['seam']],
    ['deep -title:"deep learning"', ['elsewhere']],
    ['doe -author:"jane doe"', ['elsewhere']],
    ['kingma -cites:"kingma ba"', ['elsewhere']],
    ['title:deep abstract:"deep learning" learning', ['said']],
  ])('%s stands in that field, and nowhere else: %j', async (text, expected) => {
    const result = await fields.search(queryOf(text), 5);
    expect(result).toMatchObject({ total: expected.length, closest: null });
    expect(idsOf(result)).toEqual(expected);
  });

  let fields: Papers;
  beforeAll(async () => {
    fields = await indexOf([said, elsewhere, seam]);
  });
});

describe('a long paper', () => {
  it('can be found by its last page, and by its last reference', async () => {
    const words = 'Many plain words stand on every page of a thesis. '.repeat(50);
    const pages = Array.from({ length: 400 }, (_, index) => ({
      body: `${words}${index === 399 ? 'The very last thought is quokka.' : ''}`,
      references:
        index > 380
          ? `A. Author. Title ${index}. 2001. ${index === 399 ? 'Z. Wombat. Last. 2002.' : ''}`
          : '',
    }));
    const long = await indexOf([paper({ id: 'thesis', pages })]);
    for (const text of ['quokka', '"very last thought"', 'cites:wombat']) {
      expect((await long.search(queryOf(text), 5)).total, text).toBe(1);
    }
  });
});

describe('an index in which no title holds LaTeX', () => {
  it('can be searched by title, and finds similar papers', async () => {
    const given = paper({ id: 'one', title: 'On Folds' });
    const plain = await indexOf([given, paper({ id: 'two', title: 'More Folds' })]);
    expect((await plain.search(queryOf('title:folds'), 5)).total).toBe(2);
    const similar = await plain.similar(textPaperOf(given).head, 5);
    expect(similar.map(one => one.paper.id)).toEqual(['two']);
  });
});

describe('searches that come at once', () => {
  it('are all answered, from the first moment of an engine on', async () => {
    const fresh = await papersOf(await startEngine());
    const answers = await Promise.all(Array.from({ length: 8 }, () => fresh.counts()));
    expect(answers).toHaveLength(8);
  });
});
