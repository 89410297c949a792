import distance from 'damerau-levenshtein';
import { fold } from '../words.ts';
import { isWordAt } from './occurrences.ts';

/** From these lengths on, the engine forgives one mistyped letter, and two. */
const ONE_TYPO_LENGTH = 5;
const TWO_TYPOS_LENGTH = 9;
/** Longer words are no words that somebody mistypes, and comparing takes the square of their length. */
const LONGEST_WORD = 40;

/**
 * Finds the words of a paper that the engine took for a word that the paper does not hold: "network"
 * for "networks".
 * @param word lower case
 * @param texts the paper's, lower case
 * @returns the closest of them, all that are equally close; none where nothing is close enough
 */
export function nearestWords(word: string, texts: readonly string[]): string[] {
  const allowed = typosAllowed(word);
  if (allowed === 0) return [];
  const folded = fold(word);
  let nearest: string[] = [];
  let least = allowed;
  for (const candidate of wordsOfLength(texts, word.length - allowed, word.length + allowed)) {
    const foldedCandidate = fold(candidate);
    // The engine counts a wrong first letter as two.
    if (allowed === 1 && foldedCandidate[0] !== folded[0]) continue;
    if (lettersApart(folded, foldedCandidate) > least) continue;
    const steps = distance(folded, foldedCandidate).steps;
    if (steps > least) continue;
    if (steps < least) nearest = [];
    least = steps;
    nearest.push(candidate);
  }
  return nearest;
}

/** @returns the distinct words that are so long, in UTF-16 code units; a paper's words are gone through in a moment */
function wordsOfLength(texts: readonly string[], shortest: number, longest: number): Set<string> {
  const words = new Set<string>();
  for (const text of texts) {
    let start = 0;
    for (let at = 0; at <= text.length; at += 1) {
      if (isWordAt(text, at)) continue;
      if (at - start >= shortest && at - start <= longest) words.add(text.slice(start, at));
      start = at + 1;
    }
  }
  return words;
}

/** @returns how many letters of one word the other lacks, whichever lacks more: that many steps part them at least */
function lettersApart(one: string, other: string): number {
  let rest = other;
  let lacking = 0;
  for (let index = 0; index < one.length; index += 1) {
    const at = rest.indexOf(one.charAt(index));
    if (at === -1) lacking += 1;
    else rest = rest.slice(0, at) + rest.slice(at + 1);
  }
  return Math.max(lacking, rest.length);
}

function typosAllowed(word: string): number {
  if (word.length > LONGEST_WORD) return 0;
  if (word.length >= TWO_TYPOS_LENGTH) return 2;
  return word.length >= ONE_TYPO_LENGTH ? 1 : 0;
}
