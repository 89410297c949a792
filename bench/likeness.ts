import { linesOf } from '../ingest/text/lines.ts';

/** How alike two texts are, 0 to 1: the F1 of their words as bags, and of their runs of five words. */
export interface Likeness {
  readonly words: number;
  readonly runs: number;
}

/**
 * What counts as a word. No two programs print formulas and the labels of figures in one order, and not even
 * one: pdftotext's two orders agree on `all` no better than other programs with it.
 */
export const TOKENS = { words: /\p{L}{2,}/gu, all: /[\p{L}\p{M}\p{N}]+/gu } as const;

const RUN = 5;

/** @returns a text's tokens in small letters, hyphens at line ends joined, furniture of pages taken off */
export function tokensOf(raw: string, token: RegExp): string[] {
  const text = linesOf(raw)
    .flat()
    .join('\n')
    .replace(/(?<=[\p{L}\p{N}])-\n(?=[\p{L}\p{N}])/gu, '');
  return text.normalize('NFKC').toLowerCase().match(token) ?? [];
}

export function likeness(ours: readonly string[], theirs: readonly string[]): Likeness {
  return { words: f1(ours, theirs), runs: f1(runsOf(ours), runsOf(theirs)) };
}

/** @returns the commonest of the words that stand in `these` more often than in `those` */
export function surplus(these: readonly string[], those: readonly string[], count: number): string[] {
  const left = countsOf(these);
  for (const word of those) left.set(word, (left.get(word) ?? 0) - 1);
  const sorted = [...left].filter(([, times]) => times > 0).sort(([, a], [, b]) => b - a);
  return sorted.slice(0, count).map(([word, times]) => (times === 1 ? word : `${word} (${times})`));
}

function runsOf(words: readonly string[]): string[] {
  return words.slice(0, 1 - RUN).map((_word, index) => words.slice(index, index + RUN).join(' '));
}

/** The harmonic mean of precision and recall over two bags. */
function f1(ours: readonly string[], theirs: readonly string[]): number {
  const counts = countsOf(theirs);
  let common = 0;
  for (const one of ours) {
    const left = counts.get(one) ?? 0;
    if (left > 0) common += 1;
    counts.set(one, left - 1);
  }
  return ours.length + theirs.length === 0 ? 1 : (2 * common) / (ours.length + theirs.length);
}

function countsOf(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
