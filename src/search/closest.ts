import type { Criterion } from '../texts/criteria.ts';
import type { Phrase } from '../texts/phrase.ts';
import type { TextReader } from '../texts/reader.ts';
import { isWord } from '../texts/tokens.ts';
import type { Plan } from './plan.ts';

/** Of more words than this the rarest are tried. */
const MOST_TRIED = 24;
/** So many of the rarest words are left out in turn. */
const MOST_LEFT_OUT = 12;

export interface Closest {
  readonly numbers: readonly number[];
  /** The words that had to be given up; none where the papers lack some word or other. */
  readonly lacking: readonly string[];
}

interface Word {
  readonly typed: string;
  readonly phrase: Phrase;
  readonly papers: number;
}

/**
 * Finds papers for a query that no paper answers in full: first without the words that no paper has, then
 * without any one word (one of them may be mistyped into another word), then with as many of the rarest words
 * as can be had. Fields and exclusions hold all the same.
 */
export function closestTo(
  reader: Pick<TextReader, 'count' | 'find'>,
  { criteria, corrections }: Plan,
  limit: number,
): Closest {
  const rest = criteria.filter(one => one.kind !== 'said' || one.excluded);
  const typedAs = new Map(corrections.map(({ typed, words }) => [words[0] ?? typed, typed]));
  const words = wordsOf(criteria).map(([word, phrase]) => ({
    typed: typedAs.get(word) ?? word,
    phrase,
    papers: reader.count([...rest, says(phrase)]),
  }));
  if (words.length < 2) return { numbers: [], lacking: [] };
  const present = words
    .filter(({ papers }) => papers > 0)
    .sort((a, b) => a.papers - b.papers)
    .slice(0, MOST_TRIED);
  const find = (tried: readonly Word[]): readonly number[] =>
    reader.find([...rest, ...tried.map(({ phrase }) => says(phrase))], null, 0, limit).numbers;
  const without = present.length < 2 ? [] : present.slice(0, MOST_LEFT_OUT);
  const attempts = [present, ...without.map(left => present.filter(word => word !== left))];
  for (const attempt of attempts) {
    if (attempt.length === 0) continue;
    const numbers = find(attempt);
    if (numbers.length === 0) continue;
    const had = new Set(attempt.map(({ typed }) => typed));
    return { numbers, lacking: words.map(({ typed }) => typed).filter(typed => !had.has(typed)) };
  }
  for (let kept = present.length - 2; kept > 0; kept -= 1) {
    const numbers = find(present.slice(0, kept));
    if (numbers.length > 0) return { numbers, lacking: [] };
  }
  return { numbers: [], lacking: [] };
}

/** @returns every word that a paper should have, once, with all its spellings; those of a phrase each on its own */
function wordsOf(criteria: readonly Criterion[]): [string, Phrase][] {
  const words = new Map<string, Phrase>();
  for (const one of criteria) {
    if (one.kind !== 'said' || one.excluded) continue;
    const [first = []] = one.phrase.spellings;
    if (first.length === 1) words.set(first.join(''), one.phrase);
    else for (const token of first) if (isWord(token)) words.set(token, { spellings: [[token]] });
  }
  return [...words];
}

function says(phrase: Phrase): Criterion {
  return { kind: 'said', phrase, excluded: false };
}
