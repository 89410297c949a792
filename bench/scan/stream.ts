import { fold } from './fold.ts';

/** Where a text comes from: no phrase runs from one text into another. */
export type Place = 'title' | 'abstract' | 'tldr' | 'tag' | 'author' | 'body' | 'references';

/** The tokens of many texts in a row, as numbers; 0 stands between two texts. */
export interface Stream {
  readonly tokens: Int32Array;
  readonly numbers: ReadonlyMap<string, number>;
  /** Words that a hyphen at a line's end broke: the place of the first half → the number of the whole. */
  readonly joined: ReadonlyMap<number, number>;
  /** Places where a line begins after a full stop: an entry of a list may begin there. */
  readonly entries: ReadonlySet<number>;
  readonly texts: readonly { readonly from: number; readonly paper: number; readonly place: Place }[];
}

export const BORDER = 0;
const KEPT_CHUNKS = 400_000;
const BROKEN = /\p{L}-$/u;

/** @returns a stream that texts are added to, and is then closed */
export function openStream(): {
  add(paper: number, place: Place, text: string): void;
  close(): Stream;
} {
  let tokens = new Int32Array(1 << 20);
  let length = 0;
  const numbers = new Map<string, number>([['', BORDER]]);
  const texts: { from: number; paper: number; place: Place }[] = [];
  const joined = new Map<number, number>();
  const entries = new Set<number>();
  const known = new Map<string, readonly number[]>();
  const names: string[] = [''];

  const numberOf = (token: string): number => {
    const number = numbers.get(token) ?? numbers.size;
    if (number === numbers.size) {
      numbers.set(token, number);
      names.push(token);
    }
    return number;
  };
  const numbersOf = (chunk: string): readonly number[] => {
    const before = known.get(chunk);
    if (before !== undefined) return before;
    const folded = fold(chunk).map(numberOf);
    if (known.size < KEPT_CHUNKS) known.set(chunk, folded);
    return folded;
  };
  const push = (token: number): void => {
    if (length === tokens.length) {
      const longer = new Int32Array(2 * length);
      longer.set(tokens);
      tokens = longer;
    }
    tokens[length] = token;
    length += 1;
  };

  return {
    add: (paper, place, text) => {
      push(BORDER);
      texts.push({ from: length, paper, place });
      let before = '';
      let end = 0;
      for (const { 0: chunk, index } of text.matchAll(/\S+/gu)) {
        const isNewLine = index - end === 1 ? text[end] === '\n' : text.slice(end, index).includes('\n');
        const own = numbersOf(chunk);
        if (isNewLine && before.endsWith('.')) entries.add(length);
        if (isNewLine && own.length > 0 && BROKEN.test(before) && /^\p{L}/u.test(chunk)) {
          const first = names[tokens[length - 1] ?? 0] ?? '';
          joined.set(length - 1, numberOf(first + (names[own[0] ?? 0] ?? '')));
        }
        for (const token of own) push(token);
        before = chunk;
        end = index + chunk.length;
      }
    },
    close: () => {
      push(BORDER);
      return { tokens: tokens.subarray(0, length), numbers, joined, entries, texts };
    },
  };
}
