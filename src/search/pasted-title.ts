import distance from 'damerau-levenshtein';
import type { Criterion } from '../texts/criteria.ts';
import { spellingOf } from '../texts/phrase.ts';
import type { TextReader } from '../texts/reader.ts';
import { isWord } from '../texts/tokens.ts';

/** Fewer words than this are a search, not a title. */
const LEAST_WORDS = 3;
/** A title may differ from what was pasted by an eighth of its letters, or by two. */
const MOST_WRONG = 1 / 8;
const CANDIDATES = 5;
/** Comparing takes the square of the length. */
const LONGEST_TITLE = 400;

/**
 * Finds the paper whose title was typed with a mistake in it.
 * @returns its number; null where the words are not like any title
 */
export function titleLike(
  reader: Pick<TextReader, 'titlesLike'>,
  typed: string,
  filters: readonly Criterion[],
): number | null {
  const words = spellingOf(typed).filter(token => isWord(token));
  const wanted = words.join(' ');
  if (words.length < LEAST_WORDS || wanted.length > LONGEST_TITLE) return null;
  const rated = reader
    .titlesLike(words, filters, CANDIDATES)
    .map(({ number, title }) => ({ number, words: withoutSigns(title) }))
    .filter(({ words: title }) => title.length <= LONGEST_TITLE)
    .map(({ number, words: title }) => ({ number, wrong: distance(wanted, title).steps }))
    .sort((a, b) => a.wrong - b.wrong);
  const [best] = rated;
  return best !== undefined && best.wrong <= Math.max(2, wanted.length * MOST_WRONG) ? best.number : null;
}

function withoutSigns(title: string): string {
  return title
    .split(' ')
    .filter(token => isWord(token))
    .join(' ');
}
