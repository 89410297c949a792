/** Stands in marked text where a hyphen ended a line; clean text has no private-use characters of its own. */
export const BREAK = '\uE000';

/** A word that a line-end hyphen broke: where its BREAK stands in the marked text, and its two parts. */
export interface BrokenWord {
  readonly at: number;
  readonly first: string;
  readonly second: string;
}

/** How often a paper writes a word, lower-cased, or two words with a hyphen between ("well-known"). */
export type Vocabulary = ReadonlyMap<string, number>;

const LETTER = '\\p{L}\\p{M}\\p{N}';
const LINE_END_HYPHEN = new RegExp(`-(?<=[${LETTER}]-)\\s+(?=\\p{L})`, 'gu');

// After a small word comes the number of the page or of a footnote, and the word goes on elsewhere.
const LINE_END_HYPHEN_BEFORE_NUMBER = new RegExp(`-(?<=[\\p{Lu}\\p{N}][${LETTER}]*-)\\s+(?=\\p{N})`, 'gu');

const HYPHENATED = new RegExp(`[${LETTER}${BREAK}-]+`, 'gu');

// The lookbehind keeps a megabyte of letters from being tried from each of its letters.
const BROKEN_WORD = new RegExp(`(?<![${LETTER}])([${LETTER}]+)${BREAK}(?=([${LETTER}]+))`, 'gu');

// Prefixes and words that the papers of ICLR 2019 write with a hyphen more often than without.
const HYPHENATING =
  'cross finite first full fully half high higher large long low lower meta multi non one post pseudo quasi ' +
  'second self semi single small three two well zero';
const BEFORE_HYPHEN = new Set(HYPHENATING.split(' '));
const AFTER_HYPHEN = new Set(['by', 'in', 'of', 'the', 'to']);

/**
 * @param text - clean text with its line breaks
 * @returns the text on one line, single-spaced, with BREAK for every hyphen that ended a line inside a word
 */
export function markBreaks(text: string): string {
  const mark = (hyphen: string) => (hyphen.includes('\n') ? BREAK : hyphen);
  return text
    .replace(LINE_END_HYPHEN, mark)
    .replace(LINE_END_HYPHEN_BEFORE_NUMBER, mark)
    .replace(/\s+/gu, ' ')
    .trim();
}

/** @returns the broken words of a marked text, in order */
export function brokenWords(marked: string): BrokenWord[] {
  if (!marked.includes(BREAK)) return [];
  return [...marked.matchAll(BROKEN_WORD)].map(found => {
    const [, first = '', second = ''] = found;
    return { at: found.index + first.length, first, second };
  });
}

/** @returns the vocabulary of a paper's marked texts; broken words, being in doubt, do not count */
export function vocabularyOf(markedTexts: readonly string[]): Vocabulary {
  const counts = new Map<string, number>();
  const count = (word: string) => counts.set(word, (counts.get(word) ?? 0) + 1);
  for (const marked of markedTexts) {
    for (const compound of marked.toLowerCase().match(HYPHENATED) ?? []) {
      if (compound.includes(BREAK)) continue;
      if (!compound.includes('-')) {
        count(compound);
        continue;
      }
      const words = compound.split('-');
      for (const [index, word] of words.entries()) {
        count(word);
        if (index > 0) count(`${words[index - 1]}-${word}`);
      }
    }
  }
  return counts;
}

/**
 * Whether a broken word is one word ("causal-ity") rather than a compound ("state-action"), by how the rest
 * of the paper writes it. Where the paper does not, two words of the paper are taken for a compound.
 */
export function isOneWord({ first, second }: BrokenWord, vocabulary: Vocabulary): boolean {
  if (!isHyphenatable(first, second)) return false;
  const [start, end] = [first.toLowerCase(), second.toLowerCase()];
  const joined = vocabulary.get(start + end) ?? 0;
  const hyphenated = vocabulary.get(`${start}-${end}`) ?? 0;
  if (joined !== hyphenated) return joined > hyphenated;
  if (BEFORE_HYPHEN.has(start) || AFTER_HYPHEN.has(end)) return false;
  return !(isKnown(start, vocabulary) && isKnown(end, vocabulary));
}

// Two letters prove nothing: "in", "re" and "al" are more often the piece of a word.
function isKnown(word: string, vocabulary: Vocabulary): boolean {
  return word.length > 2 && vocabulary.has(word);
}

// Hyphenation leaves at least two letters on a line. It breaks neither numbers ("CIFAR-10") nor names
// ("Q-Learning", "GAN-based"), but headings in capitals it does.
function isHyphenatable(first: string, second: string): boolean {
  const letters = /^[\p{L}\p{M}]{2,}$/u;
  if (!letters.test(first) || !letters.test(second)) return false;
  return isCapitals(first) ? isCapitals(second) : /^\p{Ll}/u.test(second);
}

function isCapitals(word: string): boolean {
  return !/\p{Ll}/u.test(word);
}
