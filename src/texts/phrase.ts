import { isWord, tokensOf } from './tokens.ts';

/** The words and signs of a phrase, one after the other. */
export type Spelling = readonly string[];

/** What a paper may say: one thing, in any of these spellings. */
export interface Phrase {
  readonly spellings: readonly Spelling[];
}

/** Signs that belong to the word before them: C++ and C# whatever the word, A* and A+ behind a short one. */
const OWN_SIGNS = new Set(['＋＋', '＃']);
const SHORT_WORD_SIGNS = new Set(['＋', '＊']);
const SHORT_WORD = 4;

/**
 * @param typed what somebody asks for: a word, or the words of a phrase
 * @returns its words, with the signs between them; those before and behind are left off unless they belong to
 * the last word; none where there is no word in it
 */
export function spellingOf(typed: string): Spelling {
  const tokens = tokensOf(typed).map(token => token.text);
  const first = tokens.findIndex(token => isWord(token));
  if (first === -1) return [];
  const last = tokens.findLastIndex(token => isWord(token));
  return tokens.slice(first, belongs(tokens[last], tokens[last + 1]) ? last + 2 : last + 1);
}

function belongs(word = '', sign = ''): boolean {
  return OWN_SIGNS.has(sign) || (SHORT_WORD_SIGNS.has(sign) && word.length <= SHORT_WORD);
}

/** Known other spellings of hyphenated words. */
export interface KnownSpellings {
  /** @returns for "tsne" the parts "t sne", each where some paper writes them with a hyphen between */
  partsOf(joined: string): readonly string[];
  /** @returns whether some paper writes these parts with a hyphen between: "t sne" */
  isHyphenated(parts: string): boolean;
}

/** A phrase of many words that are written in two ways has more spellings than anybody uses. */
const MOST_SPELLINGS = 16;
const LONGEST_RUN = 3;
const LETTERS = /^\p{L}+$/u;

/** @returns the phrase with all its spellings, as typed first */
export function phraseOf(spelling: Spelling, known: KnownSpellings): Phrase {
  let spellings: Spelling[] = [[]];
  for (let at = 0; at < spelling.length; ) {
    const { length, ways } = waysAt(spelling, at, known);
    spellings = spellings.flatMap(before => ways.map(way => [...before, ...way])).slice(0, MOST_SPELLINGS);
    at += length;
  }
  const distinct = new Map([spelling, ...spellings].map(one => [one.join(' '), one]));
  return { spellings: [...distinct.values()].slice(0, MOST_SPELLINGS) };
}

/** @returns how the next words may be written, and how many of them that is about */
function waysAt(
  spelling: Spelling,
  at: number,
  known: KnownSpellings,
): { readonly length: number; readonly ways: readonly Spelling[] } {
  for (let length = LONGEST_RUN; length > 1; length -= 1) {
    const run = spelling.slice(at, at + length);
    const isRun = run.length === length && run.every(word => LETTERS.test(word));
    if (isRun && known.isHyphenated(run.join(' '))) return { length, ways: [run, [run.join('')]] };
  }
  const word = spelling[at] ?? '';
  const parts = LETTERS.test(word) ? known.partsOf(word).map(one => one.split(' ')) : [];
  return { length: 1, ways: [[word], ...parts] };
}

/** @returns the phrase in the language of FTS5: any of its spellings */
export function matchOf({ spellings }: Phrase): string {
  const quoted = spellings.map(tokens => `"${tokens.join(' ')}"`);
  return quoted.length === 1 ? quoted.join('') : `(${quoted.join(' OR ')})`;
}
