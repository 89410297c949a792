import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filterValue, MAX_SLOTS, type Plan, planQuery } from '../../src/search/plan.ts';
import { parseQuery } from '../../src/search/query.ts';

function plan(text: string): Plan {
  const parsed = parseQuery(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problem));
  return planQuery(parsed.query);
}

describe('the requests of a query', () => {
  it('are one for plain words, and their phrase for the exact count', () => {
    expect(plan('relu networks')).toEqual({
      narrow: [],
      filters: [],
      main: { q: 'relu networks', on: null },
      exact: { q: '"relu networks"', on: null },
      chosen: null,
    });
  });

  it('count nothing exactly where there are not two plain words', () => {
    expect(plan('relu').exact).toBeNull();
    expect(plan('"relu networks"').exact).toBeNull();
    expect(plan('title:relu title:networks').exact).toBeNull();
  });

  it('quote a word that the engine would take apart, and every exclusion', () => {
    expect(plan('e-learning').main.q).toBe('"e learning"');
    expect(plan('size=128').main.q).toBe('"size 128"');
    expect(plan('relu -model-based -gan').main.q).toBe('-"model based" -"gan" relu');
  });

  it('narrow by each text field, then rank the plain words', () => {
    const { narrow, main } = plan('title:graph cites:kipf attention');
    expect(narrow).toEqual([
      { q: 'graph', on: ['title', 'latexTitle'], excludes: false, verify: null },
      { q: 'kipf', on: ['references*', 'referenceSeams*'], excludes: false, verify: null },
    ]);
    expect(main).toEqual({ q: 'attention', on: null });
  });

  it('rank by a text field where there are no plain words, and exclude beside it', () => {
    const { narrow, main } = plan('title:graph -gan');
    expect(main).toEqual({ q: 'graph', on: ['title', 'latexTitle'] });
    expect(narrow).toEqual([{ q: '"gan"', on: null, excludes: true, verify: null }]);
  });

  it('have phrases in fields looked at again', () => {
    const { narrow, main } = plan('title:"Deep Learning" -cites:"kingma ba"');
    expect(narrow).toEqual([
      {
        q: '"Deep Learning"',
        on: ['title', 'latexTitle'],
        excludes: false,
        verify: { field: 'title', phrases: [['deep', 'learning']] },
      },
      {
        q: '"kingma" "ba"',
        on: ['references*', 'referenceSeams*'],
        excludes: true,
        verify: { field: 'cites', phrases: [['kingma', 'ba']] },
      },
    ]);
    expect(main).toEqual({ q: '"Deep Learning"', on: ['title', 'latexTitle'] });
  });

  it('filter by tag, venue and year, lower-cased', () => {
    expect(plan('tag:"Deep Learning" -tag:GAN venue:"ICLR 2019" year:2019').filters).toEqual([
      'tags = "deep learning"',
      'NOT tags = "gan"',
      'venueNames = "iclr 2019"',
      'year = 2019',
    ]);
  });

  it('hold the ten longest of more words, in the order typed, and say which', () => {
    const { main, chosen } = plan('the aaaa bbbb cccc dddd eeee ffff gggg of hhhh iiii jjjj the');
    expect(main.q).toBe('aaaa bbbb cccc dddd eeee ffff gggg hhhh iiii jjjj');
    expect(chosen).toEqual(main.q.split(' '));
  });
});

describe('any query', () => {
  it('asks the engine for no more than it reads, with exclusions first', () => {
    const words = fc.array(
      fc.constantFrom('graph', '-gan', '"deep learning"', 'e-learning', '-"a b"', 'net'),
      {
        minLength: 1,
        maxLength: 40,
      },
    );
    fc.assert(
      fc.property(words, parts => {
        const parsed = parseQuery(parts.join(' '));
        if (!parsed.ok) return;
        const slots = planQuery(parsed.query).main.q.match(/-?"[^"]*"|\S+/gu) ?? [];
        const firstWanted = slots.findIndex(slot => !slot.startsWith('-'));
        expect(slots.slice(firstWanted).every(slot => !slot.startsWith('-'))).toBe(true);
        expect(slots.length - firstWanted).toBeLessThanOrEqual(MAX_SLOTS);
      }),
    );
  });

  it('keeps what is typed inside the string of a filter', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(JSON.parse(filterValue(text).replaceAll(/[\p{Cc}]/gu, ''))).toBe(
          text.replaceAll(/[\p{Cc}]/gu, ''),
        );
      }),
    );
  });
});
