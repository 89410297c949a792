import { describe, expect, it } from 'vitest';
import { FILE_LIMITS } from '../../../ingest/file-limits.ts';
import { readBib } from '../../../ingest/folder/bibtex.ts';
import { rowsIn } from '../../../ingest/folder/metadata-files.ts';

/** @returns the titles that are read, and how many entries are told of as unreadable, with the first reason */
function read(bib: string) {
  const raws = [...readBib(bib)];
  const told = raws.flatMap(({ where, problem }) => (problem === undefined ? [] : [`${where} ${problem}`]));
  const titles = raws.flatMap(({ content }) =>
    typeof content === 'object' && content !== null && 'title' in content ? [content.title] : [],
  );
  return { titles, told: told.length, first: told[0] };
}

const GOOD = '@misc{good, title={Good}}';

describe('a file of BibTeX that was made to do harm', () => {
  it.each([
    ['beginnings of entries', '@a{'.repeat(20_000), 20_000, 'line 1 is never closed'],
    ['beginnings in parentheses', '@a(k,'.repeat(20_000), 20_000, 'line 1 (k) is never closed'],
    [
      'braces that are never closed',
      `@a{k, t=${'{'.repeat(50_000)} }`,
      1,
      'line 1 (k) has braces more than 20 deep',
    ],
    [
      'deep braces',
      `@a{k, t=${'{'.repeat(21)}x${'}'.repeat(21)}}`,
      1,
      'line 1 (k) has braces more than 20 deep',
    ],
    [
      'braces in an unclosed quote',
      `@a{k, t="${`{${'x'.repeat(40)}`.repeat(4_000)} }`,
      1,
      'line 1 (k) has braces more than 20 deep',
    ],
    [
      'an entry of ten megabytes',
      `@a{k, t={${'x'.repeat(10_000_000)}}}`,
      1,
      'line 1 (k) is longer than 200,000 characters',
    ],
    ['an address sign a thousand times', '@'.repeat(100_000), 0, undefined],
    ['a word without end', `@${'a'.repeat(1_000_000)}`, 0, undefined],
  ])('loses no good entry beside %s, and names the rest', (_, bad, told, first) => {
    expect(read(`${bad}\n${GOOD}`)).toEqual({ titles: ['Good'], told, first });
  });

  it('reads many parts joined by #, and many fields', () => {
    expect(read(`@a{k, title=${'"x" # '.repeat(5_000)}"x"}`).titles).toEqual(['x'.repeat(5_001)]);
    expect(read(`@a{k, ${'a=1,'.repeat(5_000)} title={T}}`).titles).toEqual(['T']);
  });

  it('lets macros that say each other become no more than a file may', () => {
    const chain = Array.from({ length: 40 }, (_, index) => `@string{m${index + 1}=m${index} # m${index}}`);
    const { titles, told, first } = read(
      `@string{m0="0123456789"}\n${chain.slice(0, 9).join('\n')}\n@a{k, title=m9}\n${chain.slice(9).join('\n')}\n@a{l, title=m40}\n${GOOD}`,
    );
    expect(titles.at(0)).toHaveLength(10 * 2 ** 9);
    expect(titles.slice(1)).toEqual(['Good']);
    expect(told).toBeGreaterThan(0);
    expect(first).toMatch(/uses a @string, and those of this file become more than 20,000,000 characters/u);
  });

  it('is refused whole where it has more braces than a file of papers', () => {
    expect(() => rowsIn('papers.bib', '{}'.repeat(FILE_LIMITS.braces.all / 2 + 1))).toThrow(
      'papers.bib cannot be read: it has more than 5,000,000 braces',
    );
  });
});

describe('a metadata file of more papers than one may have', () => {
  it('gives as many as it may, and says so', () => {
    const { rows, skipped } = rowsIn('papers.jsonl', '{"title":"T"}\n'.repeat(5), 'papers.jsonl', 3);
    expect(rows).toHaveLength(3);
    expect(skipped).toEqual([
      {
        kind: 'skipped',
        what: 'papers.jsonl line 4',
        reason: 'it and all after it are past the limit of 3 papers a file',
      },
    ]);
  });
});
