import { isWord, tokensOf } from './tokens.ts';

/** The words and signs of a phrase, one after the other. */
export type Spelling = readonly string[];

/** What a paper may say: one thing, in any of these spellings. */
export interface Phrase {
  readonly spellings: readonly Spelling[];
}

/** Signs that belong to the word before them: C++ and C# whatever the word, A* and A+ behind a short one. */
const OWN_SIGNS = new Set(['＋＋', '＃']);
const SHORT_WORD_SIGNS = new Set(['＋', '＊']);
const SHORT_WORD = 4;

/**
 * @param typed what somebody asks for: a word, or the words of a phrase
 * @returns its words, with the signs between them; those before and behind are left off unless they belong to
 * the last word; none where there is no word in it
 */
export function spellingOf(typed: string): Spelling {
  const tokens = tokensOf(typed).map(token => token.text);
  const first = tokens.findIndex(token => isWord(token));
  if (first === -1) return [];
  const last = tokens.findLastIndex(token => isWord(token));
  return tokens.slice(first, belongs(tokens[last], tokens[last + 1]) ? last + 2 : last + 1);
}

function belongs(word = '', sign = ''): boolean {
  return OWN_SIGNS.has(sign) || (SHORT_WORD_SIGNS.has(sign) && word.length <= SHORT_WORD);
}

/** Known other spellings of hyphenated words. */
export interface KnownSpellings {
  /** @returns for "tsne" the parts "t sne", each where some paper writes them with a hyphen between */
  partsOf(joined: string): readonly string[];
  /** @returns whether any paper says the word */
  hasWord(word: string): boolean;
}

/** A phrase of many words that are written in two ways has more spellings than anybody uses. */
const MOST_SPELLINGS = 48;
/** So many words of a phrase may be spelled otherwise at once. */
const MOST_CHANGES = 3;
const LONGEST_RUN = 3;
const LETTERS = /^\p{L}+$/u;

/** Some words in a row, and another way to write them. */
interface Change {
  readonly at: number;
  readonly length: number;
  readonly to: Spelling;
}

/** @returns the phrase with all its spellings, as typed first, then those that differ in one word, in two, … */
export function phraseOf(spelling: Spelling, known: KnownSpellings): Phrase {
  const changes = changesOf(spelling, known);
  const spellings = new Map([[spelling.join(' '), spelling]]);
  for (let many = 1; many <= MOST_CHANGES && many <= changes.length; many += 1) {
    for (const chosen of choose(changes, many, 0)) {
      if (spellings.size >= MOST_SPELLINGS) return { spellings: [...spellings.values()] };
      const changed = withChanges(spelling, chosen);
      spellings.set(changed.join(' '), changed);
    }
  }
  return { spellings: [...spellings.values()] };
}

/** @returns every other way to write one word of the phrase, or two or three that are written with hyphens between */
function changesOf(spelling: Spelling, known: KnownSpellings): Change[] {
  return spelling.flatMap((_, at) =>
    Array.from({ length: LONGEST_RUN }, (__, more) => spelling.slice(at, at + more + 1))
      .filter((run, more) => run.length === more + 1 && run.every(word => LETTERS.test(word)))
      .flatMap(run => waysOf(run, known).map(to => ({ at, length: run.length, to }))),
  );
}

function waysOf(run: Spelling, known: KnownSpellings): Spelling[] {
  const [joined, parted] = [run.join(''), run.join(' ')];
  const forms = known.partsOf(joined);
  if (forms.length === 0 || (run.length > 1 && !forms.includes(parted))) return [];
  const others = forms.filter(form => form !== parted).map(form => form.split(' '));
  return run.length > 1 && known.hasWord(joined) ? [[joined], ...others] : others;
}

/** @returns every choice of so many changes that do not overlap, those at the front first */
function* choose(changes: readonly Change[], many: number, from: number): Generator<Change[]> {
  for (const [index, change] of changes.entries()) {
    if (change.at < from) continue;
    if (many === 1) yield [change];
    else
      for (const rest of choose(changes.slice(index + 1), many - 1, change.at + change.length))
        yield [change, ...rest];
  }
}

function withChanges(spelling: Spelling, changes: readonly Change[]): Spelling {
  let at = 0;
  const changed: string[] = [];
  for (const { at: from, length, to } of changes) {
    changed.push(...spelling.slice(at, from), ...to);
    at = from + length;
  }
  return [...changed, ...spelling.slice(at)];
}

/** @returns what finds the phrase, in one spelling or another, in the language of FTS5 */
export function matchOf({ spellings }: Phrase): string {
  const quoted = spellings.map(tokens => `"${tokens.join(' ')}"`);
  return quoted.length === 1 ? quoted.join('') : `(${quoted.join(' OR ')})`;
}
