const COMBINING: Readonly<Record<string, string>> = {
  '´': '\u0301',
  '`': '\u0300',
  '¨': '\u0308',
  '¸': '\u0327',
  ˇ: '\u030C',
};
const STANDING_ACCENT = /[´`¨¸ˇ]/u;

// A dotless i loses its accent to the left ("Mart´in"), so an acute or a diaeresis before an i is the i's own.
const BEFORE_I = /(?<=\p{Lu}|\p{L}\p{Ll})([´¨])(i)/gu;

// Names with an accented consonant before a vowel are rarer than "M¨uller".
const BEFORE_VOWEL = /(?<=[B-DF-HJ-NP-TV-XZ]|\p{L}[b-df-hj-np-tv-xz])([´`¨])([aeou])/gu;
const BEFORE_CAPITAL_VOWEL = /(?<=\p{Lu}[B-DF-HJ-NP-TV-XZ])([´`¨])([AEIOU])/gu;

// The letters that bear each accent in names; on others it belongs to a formula: "p´" is p prime.
const BEARERS = '[aeiouycnszAEIOUYCNSZ]´|[aeouyAEOUY]`|[aeiouAEIOU]¨|[cstCST]¸|[cdenrstzCDENRSTZ]ˇ';
const NO_FORMULA = '(?![\\p{N}´`¨¸ˇ])';
const AFTER_LETTER = new RegExp(`(?<=\\p{L})(?:${BEARERS})${NO_FORMULA}`, 'gu');

// A lone small letter is a formula ("a´"); a lone capital before a capital is followed by an apostrophe ("O´Brien").
const AFTER_INITIAL = new RegExp(`(?<!\\p{L})(?=\\p{Lu})(?:${BEARERS})(?!\\p{Lu})${NO_FORMULA}`, 'gu');

/**
 * @param text - text in which pdftotext or a PDF library left accents standing apart ("Poincare´")
 * @returns the text with each such accent and its letter written as one ("Poincaré"): the letter before the
 * accent, except where only the one after it can be meant ("Mart´in")
 */
export function composeAccents(text: string): string {
  if (!STANDING_ACCENT.test(text)) return text;
  return text
    .replace(BEFORE_I, composePair)
    .replace(BEFORE_VOWEL, composePair)
    .replace(BEFORE_CAPITAL_VOWEL, composePair)
    .replace(AFTER_LETTER, composeReversed)
    .replace(AFTER_INITIAL, composeReversed);
}

function composePair(_pair: string, accent: string, letter: string): string {
  return (letter + (COMBINING[accent] ?? '')).normalize('NFC');
}

function composeReversed(pair: string): string {
  return composePair(pair, pair.slice(1), pair.slice(0, 1));
}
