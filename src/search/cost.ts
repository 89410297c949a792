import type { Criterion } from '../texts/criteria.ts';
import type { Phrase, Spelling } from '../texts/phrase.ts';
import type { WordCount } from '../texts/reader.ts';

/** Measured with SQLite 3.45: to pass over a paper that has a word, and to compare one place of a word in it. */
const PAPER_NS = 30;
const PLACE_NS = 13;
/** What meets a query is gone through for the count, for the phrase's count, and for the best of it. */
const PASSES = 3;

/** Whoever asks for more holds up everybody else: a query that runs cannot be stopped. */
const MOST_MS = 4_000;

/** How often the papers say a word; few know of rare ones. */
export type CountWord = (word: string) => WordCount;

/** @returns whether a query would take longer than a few seconds, told from how frequent its words are */
export function isTooCostly(criteria: readonly Criterion[], countWord: CountWord): boolean {
  const phrases = criteria.flatMap(one => ('phrase' in one ? [one.phrase] : []));
  const nanoseconds = phrases.reduce((sum, phrase) => sum + costOf(phrase, countWord), 0);
  return (nanoseconds * PASSES) / 1e6 > MOST_MS;
}

function costOf({ spellings }: Phrase, countWord: CountWord): number {
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
