/** Letters that Unicode does not take apart, in the spelling of those who lack them on their keyboard. */
const PLAIN_LETTERS: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ı: 'i',
  ħ: 'h',
  ŋ: 'n',
  ŧ: 't',
  ə: 'e',
};

const GREEK_NAMES: Readonly<Record<string, string>> = {
  α: 'alpha',
  β: 'beta',
  γ: 'gamma',
  δ: 'delta',
  ε: 'epsilon',
  ζ: 'zeta',
  η: 'eta',
  θ: 'theta',
  ι: 'iota',
  κ: 'kappa',
  λ: 'lambda',
  μ: 'mu',
  ν: 'nu',
  ξ: 'xi',
  ο: 'omicron',
  π: 'pi',
  ρ: 'rho',
  σ: 'sigma',
  ς: 'sigma',
  τ: 'tau',
  υ: 'upsilon',
  φ: 'phi',
  χ: 'chi',
  ψ: 'psi',
  ω: 'omega',
  '∆': 'delta',
};

/** Characters that look alike and are typed one for the other. */
const ALIKE: Readonly<Record<string, string>> = {
  // The pilcrow is the index's own border between texts.
  '¶': '⁋',
  '×': 'x',
  '✕': 'x',
  '∗': '*',
  '⋆': '*',
  '★': '*',
  '’': "'",
  '‘': "'",
  '‛': "'",
  '′': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '‟': '"',
  '«': '"',
  '»': '"',
  '″': '"',
  '‐': '-',
  '‑': '-',
  '‒': '-',
  '–': '-',
  '—': '-',
  '―': '-',
};

const ACCENTS = /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+/gu;

/**
 * @param character one code point
 * @returns it as it is compared: lower case, without accents, in its plain form; several letters (ß is ss) or
 * none (an accent that stands alone). Greek letters stay, see {@link greekName}
 */
export function foldCharacter(character: string): string {
  const alike = ALIKE[character];
  if (alike !== undefined) return alike;
  const plain = character.normalize('NFKD').replace(ACCENTS, '').toLowerCase().replace(ACCENTS, '');
  // What was taken apart without an accent, such as a Korean syllable, is put together again.
  const whole = plain.normalize('NFC');
  return PLAIN_LETTERS[whole] ?? ALIKE[whole] ?? whole;
}

/** @returns the name of a Greek letter, folded; undefined for every other character */
export function greekName(character: string): string | undefined {
  return GREEK_NAMES[character];
}

const BEYOND_ASCII = /[^\0-\x7f]+/gu;
const OTHER_ASCII = /[\0-/:-@[-`{-\x7f]+/gu;
const NO_LETTERS = /[^\p{L}\p{N}\p{M}]+/gu;

/** @returns the letters and digits of a text, folded, one after the other; Greek letters by their names */
export function lettersOf(text: string): string {
  return text.replaceAll(BEYOND_ASCII, foldedLetters).toLowerCase().replaceAll(OTHER_ASCII, '');
}

function foldedLetters(text: string): string {
  return Array.from(text.normalize('NFC'), foldCharacter)
    .map(folded => Array.from(folded, one => greekName(one) ?? one).join(''))
    .join('')
    .replaceAll(NO_LETTERS, '');
}
