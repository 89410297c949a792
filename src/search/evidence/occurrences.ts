/** A stretch of a text, in UTF-16 code units: from `start` up to and without `end`. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Words of a phrase are parted by white space and hyphens alone: "relu-networks", not "ReLU (networks". */
const PARTS_WORDS = /[\s\-\u2010-\u2015]/u;

/** More occurrences of one word than this in one text do not make a better passage. */
export const MAX_OCCURRENCES = 200;

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

/** @returns whether a letter, digit or mark stands at that place; half of an astral character counts as one */
export function isWordAt(text: string, at: number): boolean {
  if (at < 0 || at >= text.length) return false;
  const code = text.charCodeAt(at);
  if (code < 128)
    return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
  return (code >= 0xd800 && code <= 0xdfff) || /[\p{L}\p{N}\p{M}]/u.test(text.charAt(at));
}
