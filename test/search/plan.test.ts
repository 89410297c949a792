import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  engineFilters,
  engineWords,
  filterValue,
  type Known,
  NOTHING_KNOWN,
  type Plan,
  planQuery,
} from '../../src/search/plan.ts';
import { queryOf } from '../support/papers.ts';

function plan(text: string, known: Partial<Known> = {}): Plan {
  return planQuery(queryOf(text), { ...NOTHING_KNOWN, ...known });
}

function words(text: string): string[] | null {
  return engineWords(queryOf(text));
}

const says = (...spellings: string[]) => ({
  kind: 'said',
  phrase: { spellings: spellings.map(one => one.split(' ')) },
  excluded: false,
});

describe('the criteria of a query', () => {
  it('are each plain word, and each phrase', () => {
    expect(plan('graph "Deep Learning"').criteria).toEqual([says('graph'), says('deep learning')]);
  });

  it('take words that hyphens or signs part for a phrase', () => {
    expect(plan('e-learning size=128').criteria).toEqual([says('e learning'), says('size ＝ 128')]);
  });

  it('are the same, excluded, behind a minus', () => {
    expect(plan('relu -model-based -title:gan').criteria).toEqual([
      says('relu'),
      { ...says('model based'), excluded: true },
      { kind: 'field', column: 'title', phrase: { spellings: [['gan']] }, excluded: true },
    ]);
  });

  it('look in the column of a field', () => {
    expect(plan('title:graph abstract:"a b" author:Erdős').criteria).toMatchObject([
      { kind: 'field', column: 'title' },
      { kind: 'field', column: 'abstract', phrase: { spellings: [['a', 'b']] } },
      { kind: 'field', column: 'authors', phrase: { spellings: [['erdos']] } },
    ]);
  });

  it('hold of what is cited the words alone', () => {
    expect(plan('cites:"Kingma & Ba"').criteria).toEqual([
      { kind: 'cites', phrase: { spellings: [['kingma', 'ba']] }, excluded: false },
    ]);
  });

  it('name the venues that a venue means', () => {
    const venues = () => ['ICLR.cc/2018/Workshop', 'ICLR.cc/2019/Conference', 'NeurIPS.cc/2019/Conference'];
    expect(plan('venue:"iclr 2019"', { venues }).criteria).toMatchObject([
      { venues: ['ICLR.cc/2019/Conference'] },
    ]);
    expect(plan('venue:ICLR', { venues }).criteria).toMatchObject([
      { venues: ['ICLR.cc/2018/Workshop', 'ICLR.cc/2019/Conference'] },
    ]);
    expect(plan('venue:ICML', { venues }).criteria).toMatchObject([{ venues: [] }]);
  });

  it('have every spelling of a hyphenated word, in quotes and exclusions, too', () => {
    const known = {
      partsOf: (joined: string) => (joined === 'tsne' ? ['t sne'] : []),
      isHyphenated: (parts: string) => parts === 't sne',
    };
    expect(plan('tsne', known).criteria).toEqual([says('tsne', 't sne')]);
    expect(plan('"the t-SNE plot"', known).criteria).toEqual([says('the t sne plot', 'the tsne plot')]);
    expect(plan('plot -t-sne', known).criteria[1]).toEqual({ ...says('t sne', 'tsne'), excluded: true });
  });
});

describe('a word that no paper has', () => {
  const known = { hasWord: (word: string) => word !== 'netwroks', nearest: () => ['networks', 'network'] };

  it('is replaced by its neighbours, which is said', () => {
    const { criteria, corrections, phrase } = plan('deep netwroks', known);
    expect(criteria).toEqual([says('deep'), says('networks', 'network')]);
    expect(corrections).toEqual([{ typed: 'netwroks', words: ['networks', 'network'] }]);
    expect(phrase).toEqual({ spellings: [['deep', 'networks']] });
  });

  it('is said to be wrong once, and stays where nothing is near', () => {
    const alone = plan('netwroks title:netwroks', { ...known, nearest: () => [] });
    expect(alone.criteria[0]).toEqual(says('netwroks'));
    expect(alone.corrections).toEqual([{ typed: 'netwroks', words: [] }]);
  });

  it('is left as it is in quotes and behind a minus', () => {
    const { criteria, corrections } = plan('graph "netwroks" -netwroks', known);
    expect(criteria.slice(1)).toEqual([says('netwroks'), { ...says('netwroks'), excluded: true }]);
    expect(corrections).toEqual([]);
  });
});

describe('the phrase of a query', () => {
  it('is all its plain words, as typed', () => {
    expect(plan('relu networks').phrase).toEqual({ spellings: [['relu', 'networks']] });
    expect(plan('relu "a b" networks -gan year:2019').phrase).toEqual({ spellings: [['relu', 'networks']] });
    expect(plan('relu (networks)').phrase).toEqual({ spellings: [['relu', '（', 'networks']] });
  });

  it('is none where there are no plain words', () => {
    expect(plan('"relu networks" title:graph')).toMatchObject({ phrase: null, plainWords: 0 });
  });
});

describe('what the engine is asked', () => {
  it('are words of letters or digits, each once, and nothing beside them', () => {
    expect(words('relu networks relu 2019')).toEqual(['relu', 'networks', '2019']);
    expect(words('one two three four five six seven eight nine ten')).toHaveLength(10);
  });

  it.each([
    '"relu networks"',
    'relu -gan',
    'title:relu',
    'e-learning',
    'C++',
    'μ',
    '1x1',
    'L2',
    'tag:gan',
    'relu tag:gan',
    'one two three four five six seven eight nine ten eleven',
  ])('is nothing for %s', text => {
    expect(words(text)).toBeNull();
  });

  it('are filters by tag, venue and year, lower-cased', () => {
    const venues = () => ['ICLR.cc/2019/Conference'];
    const { criteria } = plan('tag:"Deep Learning" -tag:GAN venue:"ICLR 2019" year:2019 graph', { venues });
    expect(engineFilters(criteria)).toEqual([
      'tags = "deep learning"',
      'NOT tags = "gan"',
      'venueNames IN ["iclr.cc/2019/conference"]',
      'year = 2019',
    ]);
  });

  it('is kept inside the string of a filter, whatever was typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(JSON.parse(filterValue(text).replaceAll(/[\p{Cc}]/gu, ''))).toBe(
          text.replaceAll(/[\p{Cc}]/gu, ''),
        );
      }),
    );
  });
});
