import { linesOf } from '../ingest/text/lines.ts';

/** How alike two texts are, 0 to 1: of the words that either holds, and of its runs of five, how many both hold. */
export interface Likeness {
  readonly words: number;
  readonly runs: number;
}

const RUN = 5;

/** @param raw a text with a form feed between pages; running heads, page and line numbers do not count */
export function likeness(raw: string, reference: string): Likeness {
  const [ours, theirs] = [wordsOf(raw), wordsOf(reference)];
  return { words: f1(ours, theirs), runs: f1(runsOf(ours), runsOf(theirs)) };
}

/** @returns the words of a text in small letters, those joined that a hyphen at a line's end parted */
export function wordsOf(raw: string): string[] {
  const text = linesOf(raw)
    .flat()
    .join('\n')
    .replace(/(?<=[\p{L}\p{N}])-\n(?=[\p{L}\p{N}])/gu, '');
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  );
}

function runsOf(words: readonly string[]): string[] {
  return words.slice(0, 1 - RUN).map((_word, index) => words.slice(index, index + RUN).join(' '));
}

/** The harmonic mean of precision and recall over two bags. */
function f1(ours: readonly string[], theirs: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const one of theirs) counts.set(one, (counts.get(one) ?? 0) + 1);
  let common = 0;
  for (const one of ours) {
    const left = counts.get(one) ?? 0;
    if (left > 0) common += 1;
    counts.set(one, left - 1);
  }
  return ours.length + theirs.length === 0 ? 1 : (2 * common) / (ours.length + theirs.length);
}
