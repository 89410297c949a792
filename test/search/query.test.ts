import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  MAX_QUERY_LENGTH,
  OPERATOR_LIMITS,
  parseQuery,
  type Query,
  queryText,
} from '../../src/search/query.ts';

function parsed(text: string): Query {
  const result = parseQuery(text);
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.problem)}`);
  return result.query;
}

function problemOf(text: string): unknown {
  const result = parseQuery(text);
  return result.ok ? null : result.problem;
}

const word = (text: string) => ({ text, quoted: false, excluded: false, field: null });

describe('a query', () => {
  it('is words, each of which must occur', () => {
    expect(parsed('relu  networks').terms).toEqual([word('relu'), word('networks')]);
  });

  it('holds phrases in quotes, straight or curly', () => {
    const phrase = { text: 'relu networks', quoted: true, excluded: false, field: null };
    expect(parsed('"relu networks"').terms).toEqual([phrase]);
    expect(parsed('“relu networks”').terms).toEqual([phrase]);
  });

  it('excludes with a minus, words, phrases and fields', () => {
    expect(parsed('a -gan -"deep learning" -cites:"kingma ba"').terms.slice(1)).toEqual([
      { text: 'gan', quoted: false, excluded: true, field: null },
      { text: 'deep learning', quoted: true, excluded: true, field: null },
      { text: 'kingma ba', quoted: true, excluded: true, field: 'cites' },
    ]);
  });

  it('reads fields whatever their case, with or without a space after the colon', () => {
    expect(parsed('Title:graph').terms).toEqual([{ ...word('graph'), field: 'title' }]);
    expect(parsed('title: graph').terms).toEqual([{ ...word('graph'), field: 'title' }]);
  });

  it('takes a pasted title with a colon or a dash for words', () => {
    expect(parsed('PointGrow: Learned Clouds -- A Model').terms.map(term => term.text)).toEqual([
      'PointGrow:',
      'Learned',
      'Clouds',
      'A',
      'Model',
    ]);
  });

  it('tells signs that stand alone, which no paper is searched for, from what parts words', () => {
    expect(parsed('relu & networks → 😀 & "++"')).toMatchObject({
      terms: [word('relu'), word('networks')],
      signs: ['&', '→', '😀', '++'],
    });
    expect(parsed('relu – networks, (a) / b: "…"').signs).toEqual([]);
    expect(parsed('C++ a+b').signs).toEqual([]);
  });

  it('reads LaTeX as it is shown', () => {
    expect(parsed('$\\mu$-Wasserstein Amp\\`ere H\\"older').terms.map(term => term.text)).toEqual([
      'μ-Wasserstein',
      'Ampère',
      'Hölder',
    ]);
  });

  it('takes a pasted "Title: Of A Paper" for words', () => {
    expect(parsed('Title: Of A Paper').terms.map(term => term.text)).toEqual(['Title:', 'Of', 'A', 'Paper']);
  });

  it('excludes with the minus after the field, too', () => {
    expect(parsed('relu title:-gan').terms[1]).toEqual({
      text: 'gan',
      quoted: false,
      excluded: true,
      field: 'title',
    });
  });

  it('keeps a phrase that looks like a page', () => {
    expect(parsed('"foo page:2 bar" page:3').source).toBe('"foo page:2 bar"');
    expect(parsed('page:"2" relu').source).toBe('relu');
  });

  it('takes control characters for spaces', () => {
    expect(parsed('relu\u0000networks').terms.map(term => term.text)).toEqual(['relu', 'networks']);
  });

  it('carries its page, which is no part of what it searches for', () => {
    const query = parsed('relu page:3 networks');
    expect(query.page).toBe(3);
    expect(query.source).toBe('relu networks');
    expect(parsed(queryText(query.source, 4)).page).toBe(4);
  });
});

describe('a query that cannot be searched for', () => {
  it.each([
    ['', { kind: 'nothing to search' }],
    ['- & !', { kind: 'nothing to search' }],
    ['-gan -"deep learning"', { kind: 'only exclusions' }],
    ['-tag:gan', { kind: 'only exclusions' }],
    ['"relu networks', { kind: 'unclosed quote' }],
    ['cites:"kingma', { kind: 'unclosed quote' }],
    ['foo:bar', { kind: 'unknown field', field: 'foo', term: 'foo:bar' }],
    ['title:', { kind: 'empty field', field: 'title' }],
    ['tag:""', { kind: 'empty field', field: 'tag' }],
    ['year:20x9', { kind: 'not a year', text: '20x9' }],
    ['gan page:0', { kind: 'not a page', text: '0' }],
  ])('%s', (text, problem) => {
    expect(problemOf(text)).toEqual(problem);
  });

  it('is one character too long, but not one of just the length', () => {
    expect(problemOf('a'.repeat(MAX_QUERY_LENGTH))).toBeNull();
    expect(problemOf('a'.repeat(MAX_QUERY_LENGTH + 1))).toEqual({ kind: 'too long', length: 1_001 });
  });
});

describe('what a query may cost', () => {
  const times = (count: number, of: (index: number) => string): string =>
    Array.from({ length: count }, (_, index) => of(index)).join(' ');

  it('is counted once, however often and in whatever case it is typed', () => {
    expect(
      parsed(`relu ${times(50, () => '-cites:"of the"')} ${times(5, () => '-CITES:"Of  The"')}`).terms,
    ).toEqual([word('relu'), { text: 'of the', quoted: true, excluded: true, field: 'cites' }]);
    const apart = 'relu "relu" -relux title:relu title:"relu" abstract:relu tag:c tag:c++';
    expect(parsed(`${apart} ${apart}`).terms).toHaveLength(9);
  });

  it('keeps a plain word as often as it stands, because a title may say it twice', () => {
    expect(parsed('learning to learn by learning').terms).toHaveLength(5);
  });

  it.each([
    ['phrases', 'all', OPERATOR_LIMITS.all, (index: number) => `"w${index} x"`],
    ['fields', 'all', OPERATOR_LIMITS.all, (index: number) => `title:w${index}`],
    ['excluded words', 'exclusions', OPERATOR_LIMITS.exclusions, (index: number) => `-w${index}`],
    ['excluded fields', 'exclusions', OPERATOR_LIMITS.exclusions, (index: number) => `-cites:"w${index} x"`],
    ['excluded tags', 'exclusions', OPERATOR_LIMITS.exclusions, (index: number) => `-tag:w${index}`],
  ])('is bounded in different %s', (_, what, most, of) => {
    expect(parsed(`relu ${times(most, of)}`).terms).toHaveLength(most + 1);
    expect(problemOf(`relu ${times(most + 1, of)}`)).toEqual({
      kind: 'too many operators',
      what,
      count: most + 1,
    });
  });

  it('is not bounded in plain words: a pasted sentence passes', () => {
    const sentence = times(170, index => `wo${index}`);
    expect(sentence.length).toBeGreaterThan(800);
    expect(parsed(sentence).terms).toHaveLength(170);
    expect(parsed(`"a b" ${'x '.repeat(490)}`).terms).toHaveLength(491);
  });
});

describe('any text', () => {
  it('is understood or refused, never thrown at', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string(), queryish), text => {
        const result = parseQuery(text);
        if (!result.ok) return;
        expect(result.query.terms.some(term => !term.excluded)).toBe(true);
      }),
    );
  });

  it('keeps what only looks like a page before its LaTeX is read', () => {
    expect(parseQuery('\\"page:2')).toMatchObject({ ok: true, query: { source: '\\"page:2', page: 1 } });
  });

  it('means the same when its page is typed out and read again', () => {
    fc.assert(
      fc.property(queryish, fc.integer({ min: 1, max: 999 }), (text, page) => {
        const first = parseQuery(text);
        if (!first.ok) return;
        const again = parseQuery(queryText(first.query.source, page));
        expect(again).toMatchObject({ ok: true, query: { terms: first.query.terms, page } });
      }),
    );
  });
});

/** Texts made of what the language is made of. */
const queryish = fc
  .array(
    fc.constantFrom(
      'relu',
      'page:2',
      '\u0000',
      '-',
      '"',
      ' ',
      'title:',
      'tag:',
      'cites:',
      ':',
      'gan',
      '$',
      '\\',
      'year:2019',
      '2',
    ),
    {
      maxLength: 12,
    },
  )
  .map(parts => parts.join(''));
