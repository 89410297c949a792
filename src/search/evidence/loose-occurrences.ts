import { lettersOf } from '../../texts/letters.ts';
import type { Spelling } from '../../texts/phrase.ts';
import { type Token, tokensOf } from '../../texts/tokens.ts';
import { isWordAt, MAX_OCCURRENCES, type Stretch } from './occurrences.ts';

/** Letters that repeat may begin a word at each place of a text; no text of words has so many that are none. */
const MAX_TRIED = 10_000;

/** What is read from a text when it is first needed, and then kept. */
export interface Folded {
  readonly text: string;
  readonly tokens: () => readonly Token[];
  /** Its letters and digits one after the other, as the text index folds them. */
  readonly letters: () => string;
}

export function foldedOnce(text: string): Folded {
  return { text, tokens: once(() => tokensOf(text)), letters: once(() => lettersOf(text)) };
}

function once<Value>(read: () => Value): () => Value {
  let known: { readonly value: Value } | null = null;
  return () => {
    known ??= { value: read() };
    return known.value;
  };
}

/** @returns whether a text may say the words: most do not have their letters, which is soon known */
function mayHold({ letters }: Folded, words: readonly string[]): boolean {
  return letters().includes(lettersOf(words.join('')));
}

/**
 * Finds a phrase as the text index does: Greek letters by their names, signs, accents and all. Slower than
 * `occurrences`: for what that does not find, or cannot.
 */
export function tokenOccurrences(folded: Folded, spelling: Spelling): Stretch[] {
  if (!mayHold(folded, spelling)) return [];
  const all = folded.tokens();
  const found: Stretch[] = [];
  for (let at = 0; at + spelling.length <= all.length; at += 1) {
    if (!spelling.every((token, index) => all[at + index]?.text === token)) continue;
    const [first, last] = [all[at], all[at + spelling.length - 1]];
    if (first !== undefined && last !== undefined) found.push({ start: first.start, end: last.end });
    if (found.length === MAX_OCCURRENCES) break;
  }
  return found;
}

/**
 * Finds the same words with spaces, hyphens and accents aside, so that "multi agent" is found in
 * "multiagent" and "Erdos" in "Erdős". Slower: for what `occurrences` does not find.
 */
export function looseOccurrences(folded: Folded, words: readonly string[]): Stretch[] {
  const needle = lettersOf(words.join(''));
  if (needle === '' || !mayHold(folded, words)) return [];
  const { text } = folded;
  const { letters, places } = lettersWithPlaces(text);
  const found: Stretch[] = [];
  let tried = 0;
  for (let at = letters.indexOf(needle); at !== -1; at = letters.indexOf(needle, at + 1)) {
    tried += 1;
    if (tried > MAX_TRIED) break;
    const start = places[at] ?? 0;
    const end = (places[at + needle.length - 1] ?? start) + 1;
    if (!isWordAt(text, start - 1) && !isWordAt(text, end)) found.push({ start, end });
    if (found.length === MAX_OCCURRENCES) break;
  }
  return found;
}

/** @returns the folded letters and digits of a text, and for each code unit of them where it comes from */
function lettersWithPlaces(text: string): { letters: string; places: number[] } {
  const pieces: string[] = [];
  const places: number[] = [];
  for (const match of text.matchAll(/[\p{L}\p{N}]\p{M}*/gu)) {
    const folded = lettersOf(match[0]);
    pieces.push(folded);
    for (let i = 0; i < folded.length; i += 1) places.push(match.index);
  }
  return { letters: pieces.join(''), places };
}
