import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type KnownSpellings, matchOf, phraseOf, spellingOf } from '../../src/texts/phrase.ts';
import { anyText } from '../support/any-text.ts';

const NONE: KnownSpellings = { partsOf: () => [], hasWord: () => true };
const TSNE: KnownSpellings = {
  partsOf: joined => (joined === 'tsne' ? ['t sne'] : []),
  hasWord: () => true,
};

describe('what was typed', () => {
  it.each([
    ['(networks)', 'networks'],
    ['ReLU, networks!', 'relu ， networks'],
    ['networks (rnn)', 'networks （ rnn'],
    ['... and', 'and'],
    ['?!', ''],
  ])('loses the signs before and behind it: %s', (typed, spelling) => {
    expect(spellingOf(typed).join(' ')).toBe(spelling);
  });

  it.each([
    ['C++', 'c ＋＋'],
    ['k-means++', 'k means ＋＋'],
    ['C#', 'c ＃'],
    ['A*', 'a ＊'],
    ['DARTS+', 'darts'],
    ['GAN+', 'gan ＋'],
    ['C+++', 'c ＋＋'],
    ['A*)', 'a ＊'],
  ])('keeps the sign that belongs to its last word: %s', (typed, spelling) => {
    expect(spellingOf(typed).join(' ')).toBe(spelling);
  });
});

describe('a phrase', () => {
  it('has every spelling of its hyphenated words, as typed first', () => {
    expect(phraseOf(['tsne'], TSNE).spellings).toEqual([['tsne'], ['t', 'sne']]);
    expect(phraseOf(['a', 't', 'sne', 'plot'], TSNE).spellings).toEqual([
      ['a', 't', 'sne', 'plot'],
      ['a', 'tsne', 'plot'],
    ]);
  });

  it('has those of words that are part of a longer hyphenated one, too', () => {
    const parts = new Map([
      ['autoencoder', ['auto encoder']],
      ['deepautoencoder', ['deep autoencoder']],
    ]);
    const known: KnownSpellings = {
      partsOf: joined => parts.get(joined) ?? [],
      hasWord: word => word !== 'deepautoencoder',
    };
    expect(phraseOf(['deep', 'autoencoder'], known).spellings).toEqual([
      ['deep', 'autoencoder'],
      ['deep', 'auto', 'encoder'],
    ]);
  });

  it('is as typed where nothing is known, and never in more than 48 spellings', () => {
    expect(phraseOf(['t', 'sne'], NONE).spellings).toEqual([['t', 'sne']]);
    const many = Array.from({ length: 8 }, () => 'tsne');
    const { spellings } = phraseOf(many, TSNE);
    expect(spellings).toHaveLength(48);
    expect(spellings[0]).toEqual(many);
  });

  it('joins no digits', () => {
    expect(phraseOf(['10', '4'], { ...NONE, partsOf: () => ['10 4'] }).spellings).toEqual([['10', '4']]);
  });

  it('is one string or several in the language of FTS5', () => {
    expect(matchOf({ spellings: [['a', 'b']] })).toBe('"a b"');
    expect(matchOf({ spellings: [['a', 'b'], ['ab']] })).toBe('("a b" OR "ab")');
  });

  it('holds no quote of FTS5, whatever was typed', () => {
    fc.assert(
      fc.property(anyText, typed => {
        expect(spellingOf(`${typed}"${typed}`).join(' ')).not.toMatch(/["*]/u);
      }),
    );
  });
});
