/** What is wrong with the text of a whole file. */
export type Fault =
  | 'no text'
  | 'pages without text'
  | 'unknown characters'
  | 'fused words'
  | 'scattered letters';

// Over 600 papers of ICLR 2019 and 48 others, as three engines read them, the highest shares were 0.005 of
// unknown characters, 0.03 of letters in long words (0.11 in a paper that prints DNA), 0.31 of lone letters.
const MOST_EMPTY_PAGES = 0.5;
const MOST_UNKNOWN = 0.02;
const MOST_FUSED = 0.15;
const MOST_LONE_LETTERS = 0.5;

// Only few English words are longer ("hyperparameterization" has 21 letters), and of short texts nothing is said.
const LONG_WORD = /[A-Za-z]{23,}/gu;
const FEWEST_LETTERS = 300;

// Runs and not single characters: a paper has fifty thousand of those, and this is done for every paper.
const LETTERS = /[\p{L}\p{N}]+/gu;
const LATIN_WORD = /[A-Za-z]+/g;

/**
 * @param pages as a reader gave them
 * @returns what another engine might read better; null where the text looks like text
 */
export function faultOf(pages: readonly string[]): Fault | null {
  const text = pages.join('\n');
  const letters = lengthOf(text.match(LETTERS));
  if (letters === 0) return 'no text';
  const empty = pages.filter(page => page.search(/[\p{L}\p{N}]/u) === -1).length;
  if (empty / pages.length > MOST_EMPTY_PAGES) return 'pages without text';
  const unknown = countUnknown(text);
  if (unknown / (letters + unknown) > MOST_UNKNOWN) return 'unknown characters';

  // Scripts other than Latin may part no words, or write them as single signs.
  const words = text.match(LATIN_WORD) ?? [];
  const latin = lengthOf(words);
  if (latin < FEWEST_LETTERS || latin < letters / 2) return null;
  if (lengthOf(text.match(LONG_WORD)) / latin > MOST_FUSED) return 'fused words';
  const lone = words.filter(word => word.length === 1).length;
  return lone / words.length > MOST_LONE_LETTERS ? 'scattered letters' : null;
}

/** @returns how many characters say nothing: those of private use, of control, and those that are none */
function countUnknown(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; index += 1) if (isUnknown(text.charCodeAt(index))) count += 1;
  return count;
}

/** Of a pair, the first half tells: planes 15 and 16 are for private use. */
function isUnknown(code: number): boolean {
  if (code < 0xa0) return (code < 0x20 && (code < 0x09 || code > 0x0d)) || code >= 0x7f;
  if (code < 0xdb80) return false;
  const isPrivate = code <= 0xdbff || (code >= 0xe000 && code <= 0xf8ff);
  return isPrivate || (code >= 0xfdd0 && code <= 0xfdef) || code >= 0xfffd;
}

function lengthOf(words: readonly string[] | null): number {
  return (words ?? []).reduce((sum, word) => sum + word.length, 0);
}
