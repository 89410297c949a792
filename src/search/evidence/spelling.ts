import distance from 'damerau-levenshtein';
import { fold } from '../words.ts';

/** From these lengths on, the engine forgives one mistyped letter, and two. */
const ONE_TYPO_LENGTH = 5;
const TWO_TYPOS_LENGTH = 9;
/** Longer words are no words that somebody mistypes, and comparing takes the square of their length. */
const LONGEST_WORD = 40;

/**
 * Finds the words of a paper that the engine took for a word that the paper does not hold: "network"
 * for "networks".
 * @param word lower case
 * @param vocabulary the paper's words, lower case
 * @returns the closest of them, all that are equally close; none where nothing is close enough
 */
export function nearestWords(word: string, vocabulary: ReadonlySet<string>): string[] {
  const allowed = typosAllowed(word);
  if (allowed === 0) return [];
  const folded = fold(word);
  let nearest: string[] = [];
  let least = allowed;
  for (const candidate of vocabulary) {
    if (Math.abs(candidate.length - word.length) > allowed) continue;
    const foldedCandidate = fold(candidate);
    // The engine counts a wrong first letter as two.
    if (allowed === 1 && foldedCandidate[0] !== folded[0]) continue;
    const steps = distance(folded, foldedCandidate).steps;
    if (steps > least) continue;
    if (steps < least) nearest = [];
    least = steps;
    nearest.push(candidate);
  }
  return nearest;
}

function typosAllowed(word: string): number {
  if (word.length > LONGEST_WORD) return 0;
  if (word.length >= TWO_TYPOS_LENGTH) return 2;
  return word.length >= ONE_TYPO_LENGTH ? 1 : 0;
}
