import type { Criterion } from './criteria.ts';
import type { Phrase, Spelling } from './phrase.ts';

/** Measured with SQLite 3.45: to pass over a paper that has a word, and to compare one place of a word in it. */
const PAPER_NS = 30;
const PLACE_NS = 13;

/** How many papers say a word, and how often all of them together. */
export interface WordCount {
  readonly papers: number;
  readonly times: number;
}

/** How often the papers say a word; few know of rare ones. */
export type CountWord = (word: string) => WordCount;

/** @returns how many milliseconds it takes to go once through what is asked for, told from how frequent its words are */
export function costOf(criteria: readonly Criterion[], countWord: CountWord): number {
  const phrases = criteria.flatMap(one => ('phrase' in one ? [one.phrase] : []));
  return phrases.reduce((sum, phrase) => sum + costOfPhrase(phrase, countWord), 0) / 1e6;
}

function costOfPhrase({ spellings }: Phrase, countWord: CountWord): number {
  return spellings.reduce((sum, spelling) => sum + costOfSpelling(spelling, countWord), 0);
}

/** Places are compared only in papers that have all the words: in as many as have the rarest, at most. */
function costOfSpelling(spelling: Spelling, countWord: CountWord): number {
  const counts = spelling.map(countWord);
  const passing = counts.reduce((sum, { papers }) => sum + papers * PAPER_NS, 0);
  if (counts.length < 2) return passing;
  const fewest = Math.min(...counts.map(({ papers }) => papers));
  const places = counts.reduce((sum, { papers, times }) => sum + times / Math.max(1, papers), 0);
  return passing + fewest * places * PLACE_NS;
}
