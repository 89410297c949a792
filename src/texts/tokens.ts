import { foldCharacter, greekName } from './letters.ts';

/** A word or a sign of a text as the index holds it, and where it stands: UTF-16 code units, up to `end`. */
export interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Signs of ASCII stand in the index as their full-width twins: SQLite's ascii tokenizer parts words at the
 * first and takes the second for letters. A text's own full-width signs are folded to ASCII before.
 */
const TO_SIGN = 0xfee0;

/** What stands between two texts that no phrase may run across: no text folds to it, see letters.ts. */
export const BORDER = '\u00b6';

const WORDS = /\S+/gu;
const ONLY_LETTERS = /^[A-Za-z]+$/u;
/** Words with anything else in them, from their beginning: a megabyte of letters is gone through once. */
const OTHER_WORDS = /(?<!\S)[A-Za-z]*[^A-Za-z\s]\S*/gu;
const WHITE_SPACE = /\s+/gu;
/** Most words that hold more than letters: nothing in them is read together with what stands beside it. */
const SIMPLE = /^(?!.*\d[xX]\d)[!-\]`-z|~]+$/u;
const SIMPLE_TOKENS = /[a-z0-9]+|([^a-z0-9-])\1*/gu;

/** A paper has some thousand distinct words, and most words of the next are among them. */
const KEPT_WORDS = 50_000;

/**
 * @returns the tokens of a text, in order, as the index compares them: see {@link foldText}
 */
export function tokensOf(text: string): Token[] {
  return [...text.matchAll(WORDS)].flatMap(({ 0: word, index }) =>
    ONLY_LETTERS.test(word)
      ? [{ text: word.toLowerCase(), start: index, end: index + word.length }]
      : tokensOfWord(word).map(({ text: token, start, end }) => ({
          text: token,
          start: index + start,
          end: index + end,
        })),
  );
}

/** Folds texts, and remembers how the words in them fold: for many texts in a row. */
export type Fold = (text: string) => string;

/**
 * @returns a function that gives a text's tokens with a space between: words in lower case without accents,
 * Greek letters as their names, signs as words of their own; hyphens and white space only part words
 */
export function createFold(): Fold {
  const known = new Map<string, string>();
  const foldWord = (word: string): string => {
    const before = known.get(word);
    if (before !== undefined) return before;
    const folded = SIMPLE.test(word)
      ? foldSimple(word)
      : tokensOfWord(word)
          .map(token => token.text)
          .join(' ');
    if (known.size >= KEPT_WORDS) known.clear();
    if (word.length <= 64) known.set(word, folded);
    return folded;
  };
  // Words of plain letters, which most are, only become lower case.
  return text => text.replaceAll(OTHER_WORDS, foldWord).toLowerCase().replaceAll(WHITE_SPACE, ' ').trim();
}

function foldSimple(word: string): string {
  return (word.toLowerCase().match(SIMPLE_TOKENS) ?? [])
    .map(token =>
      /^[a-z0-9]/u.test(token) ? token : signToken(token.startsWith('++') ? '++' : token.charAt(0)),
    )
    .join(' ');
}

/** @returns the tokens of one text, as {@link createFold} gives them */
export function foldText(text: string): string {
  return tokensOf(text)
    .map(token => token.text)
    .join(' ');
}

/** @returns whether a token is a word, and not a sign or a border */
export function isWord(token: string): boolean {
  return /[\p{L}\p{N}]/u.test(token);
}

/** @returns the sign as the index holds it: "+" is "＋" */
export function signToken(sign: string): string {
  return Array.from(sign, one => {
    const code = one.codePointAt(0) ?? 0;
    return code > 0x20 && code < 0x7f ? String.fromCodePoint(code + TO_SIGN) : one;
  }).join('');
}

/** One folded character of a word, with the place of what it was folded from. */
interface Unit {
  readonly text: string;
  readonly kind: 'letter' | 'digit' | 'greek' | 'alone' | 'hyphen' | 'index' | 'brace' | 'sign';
  /** A digit that stood raised or lowered: 10⁴ is not 104. */
  readonly isRaised: boolean;
  readonly start: number;
  readonly end: number;
}

/** Scripts without spaces between words: each character is a word, so that any run of them is found. */
const ALONE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々〆]/u;

function tokensOfWord(word: string): Token[] {
  const units = withoutIndices(unitsOf(word));
  const tokens: Token[] = [];
  let open: { text: string; start: number; end: number } | null = null;
  const close = (): void => {
    if (open !== null) tokens.push(open);
    open = null;
  };
  for (const [at, unit] of units.entries()) {
    const before = units[at - 1];
    switch (unit.kind) {
      case 'letter':
      case 'digit':
        if (isApart(units, at)) close();
        open =
          open === null
            ? { text: unit.text, start: unit.start, end: unit.end }
            : { text: open.text + unit.text, start: open.start, end: unit.end };
        break;
      case 'greek': {
        close();
        const { text, start, end } = unit;
        tokens.push({ text, start, end });
        break;
      }
      case 'alone':
        close();
        tokens.push({ text: unit.text, start: unit.start, end: unit.end });
        break;
      case 'hyphen':
      case 'index':
        close();
        break;
      case 'brace':
      case 'sign': {
        close();
        const last = tokens.at(-1);
        const sign = signToken(unit.text);
        const repeats = last !== undefined && before?.text === unit.text && before.end === unit.start;
        if (!repeats) tokens.push({ text: sign, start: unit.start, end: unit.end });
        // "++" is another sign than "+"; three dots say no more than one.
        else if (unit.text === '+' && last.text === sign)
          tokens[tokens.length - 1] = { text: sign + sign, start: last.start, end: unit.end };
        else tokens[tokens.length - 1] = { ...last, end: unit.end };
        break;
      }
    }
  }
  close();
  return tokens;
}

/** @returns whether a letter or digit begins a word though a letter or digit stands before it */
function isApart(units: readonly Unit[], at: number): boolean {
  const [before, unit, after] = [units[at - 1], units[at], units[at + 1]];
  if (before === undefined || unit === undefined) return true;
  if (unit.kind === 'digit' && before.kind === 'digit') return unit.isRaised && !before.isRaised;
  // "1x1" is read "one by one".
  if (unit.text === 'x') return before.kind === 'digit' && after?.kind === 'digit';
  return before.text === 'x' && unit.kind === 'digit' && units[at - 2]?.kind === 'digit';
}

function unitsOf(word: string): Unit[] {
  const units: Unit[] = [];
  // Composed first: a letter and the accent on it are one, whether they came as one or as two.
  const composed = word.normalize('NFC');
  // Where composing changed the length, the word as a whole is the place of each of its tokens.
  const isSame = composed.length === word.length;
  let at = 0;
  for (const character of composed) {
    const place = isSame ? { start: at, end: at + character.length } : { start: 0, end: word.length };
    at += character.length;
    for (const folded of foldCharacter(character)) {
      const kind = kindOf(folded);
      units.push({
        text: folded,
        kind,
        isRaised: kind === 'digit' && /\p{No}/u.test(character),
        ...place,
      });
    }
  }
  return withGreekNames(units);
}

function kindOf(character: string): Unit['kind'] {
  if (greekName(character) !== undefined) return 'greek';
  if (ALONE.test(character)) return 'alone';
  if (/\p{N}/u.test(character)) return 'digit';
  if (/[\p{L}\p{M}]/u.test(character)) return 'letter';
  // An accent that stands alone, as PDFs have it, is a space with an accent on it.
  if (character === '-' || /\s/u.test(character)) return 'hyphen';
  if (character === '_' || character === '^') return 'index';
  return character === '{' || character === '}' ? 'brace' : 'sign';
}

/** From this many on, Greek letters in a row are a word of Greek and not a product of variables. */
const GREEK_WORD = 4;

function withGreekNames(units: readonly Unit[]): Unit[] {
  return units.map((unit, at) => {
    if (unit.kind !== 'greek') return unit;
    let from = at;
    while (units[from - 1]?.kind === 'greek') from -= 1;
    let to = at + 1;
    while (units[to]?.kind === 'greek' && to - from < GREEK_WORD) to += 1;
    if (to - from >= GREEK_WORD) return { ...unit, kind: 'letter' };
    return { ...unit, text: greekName(unit.text) ?? unit.text };
  });
}

/** The longest name that has an index, and the longest index: "L_2", "L_{2}", "x^i". */
const LONGEST_INDEXED = 2;

/** @returns the units without the marks of an index between a short name and a short index, and without its braces */
function withoutIndices(units: readonly Unit[]): Unit[] {
  if (!units.some(unit => unit.kind === 'index')) return [...units];
  const dropped = new Set<number>();
  for (const [at, unit] of units.entries()) {
    if (unit.kind !== 'index') continue;
    const isBraced = units[at + 1]?.text === '{';
    const from = isBraced ? at + 2 : at + 1;
    const name = runLength(units, at - 1, -1, unit => unit.kind === 'letter' || unit.kind === 'digit');
    const index = runLength(units, from, 1, unit => unit.kind === 'letter' || unit.kind === 'digit');
    if (units[at - 1]?.kind !== 'letter' || name > LONGEST_INDEXED || index === 0) continue;
    if (index > LONGEST_INDEXED || (isBraced && units[from + index]?.text !== '}')) continue;
    dropped.add(at);
    if (isBraced) dropped.add(at + 1).add(from + index);
  }
  return units.filter((_, at) => !dropped.has(at));
}

function runLength(
  units: readonly Unit[],
  from: number,
  step: 1 | -1,
  holds: (unit: Unit) => boolean,
): number {
  let length = 0;
  for (let unit = units[from]; unit !== undefined && holds(unit); unit = units[from + step * length]) {
    length += 1;
    if (length > LONGEST_INDEXED) break;
  }
  return length;
}
