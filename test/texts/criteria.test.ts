import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Criterion } from '../../src/texts/criteria.ts';
import type { TextReader } from '../../src/texts/reader.ts';
import { paper } from '../support/papers.ts';
import { textsOf } from '../support/texts.ts';

/** Few words, so that most phrases are said by some paper and not by others. */
const WORDS = ['deep', 'graph', 'net', 'unit', 'fold'];
const NAMES = ['ada', 'bea', 'cleo'];
const VENUES = ['ICLR.cc/2018/Workshop', 'ICLR.cc/2019/Conference'];

/** Numbers that look drawn by lot, and are the same in each run. */
function lots(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

const lot = lots(14);
const some = (words: readonly string[], count: number): string =>
  Array.from({ length: count }, () => words[lot(words.length)]).join(' ');

interface Said {
  readonly title: string;
  readonly abstract: string;
  readonly author: string;
  readonly tag: string;
  readonly venue: string;
  readonly pages: readonly string[];
  readonly cited: readonly string[];
}

const SAID: readonly Said[] = Array.from({ length: 60 }, (_, index) => ({
  title: some(WORDS, 3),
  abstract: some(WORDS, lot(6)),
  author: some(NAMES, 2),
  tag: some(WORDS, 1),
  venue: VENUES[index % 2] ?? '',
  pages: [some(WORDS, lot(8)), some(WORDS, lot(8))],
  cited: [some(NAMES, 1 + lot(3)), some(NAMES, 1 + lot(2))],
}));

let reader: TextReader;
beforeAll(async () => {
  reader = await textsOf(
    SAID.map(({ title, abstract, author, tag, venue, pages, cited }, index) =>
      paper({
        id: String(index),
        title,
        abstract,
        authors: [author],
        keywords: [tag],
        venue,
        pages: pages.map((body, page) => ({
          body,
          references:
            page === 1
              ? `${cited.join('. 2001. ')}. 2002.`.replaceAll(
                  /(^|\. )([a-z])/gu,
                  (_, gap, letter) => gap + letter.toUpperCase(),
                )
              : '',
        })),
      }),
    ),
  );
});

function says(text: string, words: readonly string[]): boolean {
  return ` ${text} `.includes(` ${words.join(' ')} `);
}

function holds(said: Said, criterion: Criterion): boolean {
  switch (criterion.kind) {
    case 'said': {
      const texts = [said.title, said.abstract, said.author, said.tag, ...said.pages, ...said.cited];
      return criterion.phrase.spellings.some(words => texts.some(text => says(text, words)));
    }
    case 'field': {
      const texts = {
        title: said.title,
        abstract: said.abstract,
        authors: said.author,
        tags: said.tag,
        tldr: '',
      };
      return criterion.phrase.spellings.some(words => says(texts[criterion.column], words));
    }
    case 'cites':
      return criterion.phrase.spellings.some(words =>
        said.cited.some(entry => words.every(word => says(entry, [word]))),
      );
    case 'tag':
      return said.tag === criterion.tag;
    case 'venue':
      return criterion.venues.includes(said.venue);
    case 'year':
      return said.venue.includes(String(criterion.year));
  }
}

const phrase = fc
  .uniqueArray(fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 4 }), {
    minLength: 1,
    maxLength: 2,
    selector: words => words.join(' '),
  })
  .map(spellings => ({ spellings }));
const names = fc
  .uniqueArray(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 2 })
  .map(words => ({ spellings: [words] }));
const excluded = fc.boolean();
const criterion: fc.Arbitrary<Criterion> = fc.oneof(
  fc.record({ kind: fc.constant('said' as const), phrase, excluded }),
  fc.record({
    kind: fc.constant('field' as const),
    column: fc.constantFrom('title' as const, 'abstract' as const),
    phrase,
    excluded,
  }),
  fc.record({
    kind: fc.constant('field' as const),
    column: fc.constant('authors' as const),
    phrase: names,
    excluded,
  }),
  fc.record({ kind: fc.constant('cites' as const), phrase: names, excluded }),
  fc.record({ kind: fc.constant('tag' as const), tag: fc.constantFrom(...WORDS), excluded }),
  fc.record({ kind: fc.constant('venue' as const), venues: fc.subarray(VENUES), excluded }),
  fc.record({ kind: fc.constant('year' as const), year: fc.constantFrom(2018, 2019, 2020), excluded }),
);

function found(criteria: readonly Criterion[]): string[] {
  const numbers = reader.numbers(criteria);
  expect(reader.count(criteria)).toBe(numbers.length);
  return [...reader.ids(numbers).values()].sort();
}

function scanned(criteria: readonly Criterion[]): string[] {
  return SAID.flatMap((said, index) =>
    criteria.every(one => holds(said, one) !== one.excluded) ? [String(index)] : [],
  ).sort();
}

describe('criteria', () => {
  it('find what a look at each paper finds, in any combination', () => {
    fc.assert(
      fc.property(fc.array(criterion, { maxLength: 5 }), criteria => {
        expect(found(criteria)).toEqual(scanned(criteria));
      }),
      { numRuns: 400 },
    );
  });

  it('exclude exactly what they find', () => {
    const all = SAID.map((_, index) => String(index)).sort();
    fc.assert(
      fc.property(criterion, one => {
        const both = [...found([{ ...one, excluded: false }]), ...found([{ ...one, excluded: true }])];
        expect(both.sort()).toEqual(all);
      }),
    );
  });

  it('are put in order without losing or repeating any', () => {
    fc.assert(
      fc.property(
        fc.array(criterion, { minLength: 1, maxLength: 3 }),
        fc.option(phrase),
        (criteria, first) => {
          const { total, first: leaders, numbers } = reader.find(criteria, first, 0, 1_000);
          expect([...reader.ids(numbers).values()].sort()).toEqual(scanned(criteria));
          expect(total).toBe(numbers.length);
          const says =
            first === null ? [] : scanned([...criteria, { kind: 'said', phrase: first, excluded: false }]);
          expect(leaders).toBe(says.length);
          const ids = reader.ids(numbers);
          expect(
            numbers
              .slice(0, leaders)
              .map(number => ids.get(number))
              .sort(),
          ).toEqual(says);
          const pages = [0, 7, 14].flatMap(from => reader.find(criteria, first, from, 7).numbers);
          expect(pages).toEqual(numbers.slice(0, 21));
        },
      ),
    );
  });
});
