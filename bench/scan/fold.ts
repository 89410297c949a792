/**
 * What words a text says, by the rules in docs/MEASURING.md. Written apart from the code of the
 * product on purpose: measurements are judged by it.
 */

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
};

const OTHER_FORMS: Readonly<Record<string, string>> = {
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
  '×': 'x',
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '„': '"',
};
const HAS_OTHER_FORM = new RegExp(`[${Object.keys(OTHER_FORMS).join('')}]`, 'gu');

const PRINTABLE_ASCII = /^[\s -~]*$/u;
const RAISED_AFTER_DIGIT = /(?<=\p{Nd})[¹²³⁰⁴-⁹₀-₉]+/gu;
const GREEK_RUN = /[α-ω]+/gu;
const BY = /(?<=\p{N})x(?=\p{N})/gu;
const INDEX =
  /(?<![\p{L}\p{N}])(\p{L}{1,2})[_^](?:\{([\p{L}\p{N}]{1,2})\}|([\p{L}\p{N}]{1,2})(?![\p{L}\p{N}]))/gu;
/** U+00AD is what pdftotext wrote for a dash in ISO-8859-1. */
const PARTING = /[-_^\u00ad‐‑‒–—]+/gu;
const CHARACTER_WORD = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;
const TOKEN = /[\p{L}\p{N}\p{M}]+|([^\s\p{L}\p{N}\p{M}])\1*/gu;

/** @returns the words of a text, and the other characters between them, each run of one a token of one */
export function fold(text: string): string[] {
  return (spell(text).match(TOKEN) ?? []).map(token => {
    if (isWord(token)) return token;
    return token.startsWith('++') ? '++' : String.fromCodePoint(token.codePointAt(0) ?? 0);
  });
}

/** @returns whether a token is a word, and not a character between words */
export function isWord(token: string): boolean {
  return /^[\p{L}\p{N}\p{M}]/u.test(token);
}

function spell(text: string): string {
  const plain = PRINTABLE_ASCII.test(text) ? text.toLowerCase() : inPlainLetters(text);
  return plain
    .replaceAll(BY, ' x ')
    .replaceAll(
      INDEX,
      (_, name: string, braced: string | undefined, bare: string | undefined) =>
        `${name}${braced ?? bare ?? ''}`,
    )
    .replaceAll(PARTING, ' ');
}

function inPlainLetters(text: string): string {
  return text
    .replaceAll(RAISED_AFTER_DIGIT, ' $&')
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[\u0300-\u036f]/gu, '')
    .normalize('NFC')
    .replaceAll(HAS_OTHER_FORM, letter => OTHER_FORMS[letter] ?? letter)
    .replaceAll(GREEK_RUN, run =>
      run.length > 3 ? run : Array.from(run, letter => ` ${GREEK_NAMES[letter] ?? letter} `).join(''),
    )
    .replaceAll(CHARACTER_WORD, ' $& ');
}

/**
 * @param typed what somebody typed, as one term
 * @returns its tokens without the characters at its ends, but for those that are part of a name: C++, C#, A*
 */
export function foldTyped(typed: string): string[] {
  const tokens = fold(typed);
  const from = tokens.findIndex(isWord);
  const to = tokens.findLastIndex(isWord);
  if (from === -1) return [];
  const last = tokens[to] ?? '';
  const sign = tokens[to + 1] ?? '';
  // What is part of a name stands right after it.
  const isTouching = /[\p{L}\p{N}][+#*]/u.test(typed.slice(-(typed.length - lastWordEnd(typed)) - 1));
  const isName =
    sign === '++' ||
    (sign === '#' && /\p{L}$/u.test(last)) ||
    (/^[+*]$/u.test(sign) && /^\p{L}{1,4}$/u.test(last));
  return tokens.slice(from, isTouching && isName ? to + 2 : to + 1);
}

function lastWordEnd(typed: string): number {
  return typed.length - (/[^\p{L}\p{N}\p{M}]*$/u.exec(typed)?.[0].length ?? 0);
}
