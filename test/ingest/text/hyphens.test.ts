import { describe, expect, it } from 'vitest';
import { BREAK, brokenWords, isOneWord, markBreaks, vocabularyOf } from '../../../ingest/text/hyphens.ts';

function isJoined(brokenWord: string, paper = ''): boolean {
  const [first = '', second = ''] = brokenWord.split('|');
  return isOneWord({ at: 0, first, second }, vocabularyOf([paper]));
}

describe('markBreaks', () => {
  it.each([
    ['a kittens-\nbasket', `a kittens${BREAK}basket`],
    ['across a kit-\n\n \n\nten', `across a kit${BREAK}ten`],
    ['CIFAR-\n10 and 3-\n4', `CIFAR${BREAK}10 and 3${BREAK}4`],
  ])('marks a hyphen that ends a line inside a word: %j', (text, marked) => {
    expect(markBreaks(text)).toBe(marked);
  });

  it.each([
    ['pre- and post-war', 'pre- and post-war'],
    ['one -\ntwo', 'one - two'],
    ['(x)-\ny', '(x)- y'],
    ['ends in a hyphen-\n', 'ends in a hyphen-'],
    ['a sen-\n7\nRunning head', 'a sen- 7 Running head'],
  ])('leaves other hyphens alone, on one line: %j', (text, line) => {
    expect(markBreaks(text)).toBe(line);
  });
});

describe('brokenWords', () => {
  it('tells where each break stands and what it parted', () => {
    expect(brokenWords(`the kit${BREAK}ten's cat${BREAK}and${BREAK}dog`)).toEqual([
      { at: 7, first: 'kit', second: 'ten' },
      { at: 17, first: 'cat', second: 'and' },
      { at: 21, first: 'and', second: 'dog' },
    ]);
  });
});

describe('isOneWord', () => {
  it('goes by how the rest of the paper writes the word, in small or capital letters', () => {
    expect(isJoined('whisker|count', 'Whiskercount matters')).toBe(true);
    expect(isJoined('whisker|count', 'a whisker-count matters')).toBe(false);
    expect(isJoined('WHISKER|COUNT', 'a whiskercount matters')).toBe(true);
  });

  it('goes by the more frequent form when the paper has both', () => {
    expect(isJoined('purr|box', 'purr-box, purr-box or purrbox')).toBe(false);
    expect(isJoined('purr|box', 'purr-box, purrbox or purrbox')).toBe(true);
  });

  it('takes two words of the paper for a compound, and pieces for one word', () => {
    expect(isJoined('kitten|basket', 'the kitten in the basket')).toBe(false);
    expect(isJoined('kit|ten', 'a basket')).toBe(true);
  });

  it('does not learn from words that are themselves broken', () => {
    expect(isJoined('kitten|basket', `a kitten${BREAK}wise basket${BREAK}ball`)).toBe(true);
  });

  it('keeps the hyphen after a prefix that is written with one, and before a small word', () => {
    expect(isJoined('non|feline')).toBe(false);
    expect(isJoined('out|of')).toBe(false);
  });

  it.each(['CIFAR|10', 'Siamese|Cats', 'CAT|based', 'q|learning', 'x2|norm'])(
    'keeps the hyphen of names, numbers and single letters: %s',
    brokenWord => {
      expect(isJoined(brokenWord)).toBe(false);
    },
  );

  it('joins a heading in capitals', () => {
    expect(isJoined('DOMESTI|CATION')).toBe(true);
  });
});
