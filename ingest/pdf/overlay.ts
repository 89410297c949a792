const COMBINING: Readonly<Record<string, string>> = {
  '´': '\u0301',
  '`': '\u0300',
  '¨': '\u0308',
  ˆ: '\u0302',
  '^': '\u0302',
  '˜': '\u0303',
  '~': '\u0303',
  '¯': '\u0304',
  '˘': '\u0306',
  '˙': '\u0307',
  '˚': '\u030A',
  '˝': '\u030B',
  ˇ: '\u030C',
  '¸': '\u0327',
  '˛': '\u0328',
};
const LONGEST_END = 8;
const ACCENT_AT_END = /(\s*)([´`¨ˆ^˜~¯˘˙˚˝ˇ¸˛])\s*$/u;

// Formulas have these, on letters that stand alone.
const IN_FORMULAS = /[ˆ^˜~¯˘˙˚]/u;

/**
 * TeX draws an accent, goes back, and draws its letter under it. Engines see a space before the accent, be
 * there one or not, where it is narrower than its letter.
 * @returns the two texts as one, with the accent on its letter; undefined where this is no such pair
 */
export function overlay(before: string, after: string): string | undefined {
  const [whole, space = '', accent = ''] = ACCENT_AT_END.exec(before.slice(-LONGEST_END)) ?? [];
  const [letter] = /^\p{L}/u.exec(after) ?? [];
  if (whole === undefined || letter === undefined) return undefined;
  const composed = onLetter(accent, letter);
  const begins = /\p{Lu}/u.test(letter) || (IN_FORMULAS.test(accent) && !/^\p{L}\p{Ll}/u.test(after));
  return before.slice(0, -whole.length) + (begins ? space : '') + composed + after.slice(letter.length);
}

/** @returns a letter with an accent, which stood beside it, on it */
export function onLetter(accent: string, letter: string): string {
  const base = letter === 'ı' ? 'i' : letter;
  return (base + (COMBINING[accent] ?? '')).normalize('NFC');
}
