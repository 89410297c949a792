import distance from 'damerau-levenshtein';
import { z } from 'zod';
import type { Statements } from './statements.ts';

/** From these lengths on, one mistyped letter is forgiven, and two: as the engine does it. */
const ONE_TYPO_LENGTH = 5;
const TWO_TYPOS_LENGTH = 9;
const MOST_NEIGHBOURS = 5;
/** A word of so many times fewer papers is another's typing mistake. */
const RARE = 20;

/** Longer words are no words, and comparing takes the square of their length. */
const LONGEST_WORD = 40;

const wordsSchema = z.array(z.object({ word: z.string(), papers: z.int() }));

/**
 * Finds what a mistyped word may mean, among the words of some papers that begin with the same letter.
 * @returns the nearest words, all equally near, those of the most papers first; none where none is near
 */
export function nearestWords({ all }: Statements, word: string): string[] {
  const allowed = typosAllowed(word);
  const [first = ''] = word;
  if (allowed === 0 || first === '' || word.length > LONGEST_WORD) return [];
  const rows = wordsSchema.parse(
    all(
      'SELECT word, papers FROM words WHERE word >= ? AND word < ? AND length(word) BETWEEN ? AND ?',
      first,
      String.fromCodePoint((first.codePointAt(0) ?? 0) + 1),
      word.length - allowed,
      word.length + allowed,
    ),
  );
  const near = rows
    .map(row => ({ ...row, steps: distance(word, row.word).steps }))
    .filter(({ steps }) => steps <= allowed);
  const least = Math.min(...near.map(({ steps }) => steps));
  const nearest = near.filter(({ steps }) => steps === least);
  const most = Math.max(...nearest.map(({ papers }) => papers));
  return nearest
    .filter(({ papers }) => papers * RARE >= most)
    .sort((a, b) => b.papers - a.papers)
    .slice(0, MOST_NEIGHBOURS)
    .map(row => row.word);
}

function typosAllowed(word: string): number {
  if (word.length >= TWO_TYPOS_LENGTH) return 2;
  return word.length >= ONE_TYPO_LENGTH ? 1 : 0;
}
