import type { Spelling } from '../../texts/phrase.ts';
import type { Token } from '../../texts/tokens.ts';
import { fold, wordsOf } from '../words.ts';

/** A stretch of a text, in UTF-16 code units: from `start` up to and without `end`. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Words of a phrase are parted by white space and hyphens alone: "relu-networks", not "ReLU (networks". */
const PARTS_WORDS = /[\s\-\u2010-\u2015]/u;

/** More occurrences of one word than this in one text do not make a better passage. */
const MAX_OCCURRENCES = 200;

/** Letters that repeat may begin a word at each place of a text; no text of words has so many that are none. */
const MAX_TRIED = 10_000;

/** A text made ready to be looked through many times. */
export interface Haystack {
  readonly text: string;
  /** As long as the text, so that a place in one is the same place in the other. */
  readonly lower: string;
}

export function haystack(text: string): Haystack {
  const lower = text.toLowerCase();
  if (lower.length === text.length) return { text, lower };
  // A few letters grow when lower-cased (İ); those stay as they are.
  const same = Array.from(text, letter =>
    letter.toLowerCase().length === letter.length ? letter.toLowerCase() : letter,
  );
  return { text, lower: same.join('') };
}

/**
 * Finds words that follow each other, as whole words, whatever the case and whatever run of spaces and
 * hyphens parts them.
 * @param words one or more, lower case
 */
export function occurrences({ lower }: Haystack, words: readonly string[]): Stretch[] {
  const [first, ...rest] = words;
  if (first === undefined || first === '') return [];
  const found: Stretch[] = [];
  // None begins within another, because a word holds nothing that could part them.
  for (let at = lower.indexOf(first); at !== -1; at = lower.indexOf(first, at + first.length)) {
    if (isWordAt(lower, at - 1) || isWordAt(lower, at + first.length)) continue;
    const end = endOfPhrase(lower, at + first.length, rest);
    if (end !== null) found.push({ start: at, end });
    if (found.length === MAX_OCCURRENCES) break;
  }
  return found;
}

function endOfPhrase(lower: string, from: number, rest: readonly string[]): number | null {
  let at = from;
  for (const word of rest) {
    let gap = 0;
    while (PARTS_WORDS.test(lower.charAt(at + gap))) gap += 1;
    if (gap === 0) return null;
    if (!lower.startsWith(word, at + gap) || isWordAt(lower, at + gap + word.length)) return null;
    at += gap + word.length;
  }
  return at;
}

/** How far apart two names of one entry may stand: about six words. */
const MAX_NEAR_GAP = 60;

/**
 * Finds words that stand close to each other, in any order, with other words between them: the names of
 * authors, in a list of references.
 * @param words one or more, lower case
 */
export function nearOccurrences(text: Haystack, words: readonly string[]): Stretch[] {
  const [first, ...rest] = words;
  if (first === undefined) return [];
  return occurrences(text, [first]).flatMap(one => {
    let { start, end } = one;
    for (const word of rest) {
      const reach = MAX_NEAR_GAP + word.length;
      const from = Math.max(0, start - reach);
      const near = { text: '', lower: text.lower.slice(from, end + reach) };
      const [next] = occurrences(near, [word]);
      if (next === undefined) return [];
      start = Math.min(start, from + next.start);
      end = Math.max(end, from + next.end);
    }
    return [{ start, end }];
  });
}

/** A text whose tokens are read when they are first needed. */
export interface Tokenised {
  readonly tokens: () => readonly Token[];
}

/**
 * Finds a phrase as the text index does: Greek letters by their names, signs, accents and all. Slower than
 * {@link occurrences}: for what that does not find, or cannot.
 */
export function tokenOccurrences({ tokens }: Tokenised, spelling: Spelling): Stretch[] {
  const all = tokens();
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
 * "multiagent" and "Erdos" in "Erdős". Slower: for what {@link occurrences} does not find.
 */
export function looseOccurrences({ text }: Haystack, words: readonly string[]): Stretch[] {
  const needle = fold(words.join(''));
  if (needle === '') return [];
  // Most texts do not hold it: their letters are looked through before each is traced to its place.
  if (
    !fold(text)
      .replaceAll(/[^\p{L}\p{N}]+/gu, '')
      .includes(needle)
  )
    return [];
  const { letters, places } = lettersOf(text);
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
function lettersOf(text: string): { letters: string; places: number[] } {
  const pieces: string[] = [];
  const places: number[] = [];
  for (const match of text.matchAll(/[\p{L}\p{N}]\p{M}*/gu)) {
    const folded = fold(match[0]);
    pieces.push(folded);
    for (let i = 0; i < folded.length; i += 1) places.push(match.index);
  }
  return { letters: pieces.join(''), places };
}

/** @returns whether a letter, digit or mark stands at that place; half of an astral character counts as one */
function isWordAt(text: string, at: number): boolean {
  if (at < 0 || at >= text.length) return false;
  const code = text.charCodeAt(at);
  if (code < 128)
    return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
  return (code >= 0xd800 && code <= 0xdfff) || /[\p{L}\p{N}\p{M}]/u.test(text.charAt(at));
}

/** @returns the distinct words of the texts, lower case, with a spelling as it stands there */
export function vocabulary(texts: readonly string[]): Set<string> {
  const words = new Set<string>();
  for (const text of texts) for (const word of wordsOf(text)) words.add(word.toLowerCase());
  return words;
}
