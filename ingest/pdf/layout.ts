import { overlay } from './overlay.ts';
import type { PlacedLine } from './reader.ts';

/** A run of text in one font. Places are in points from the page's upper left, of the run's start on its baseline. */
export interface PlacedRun {
  readonly text: string;
  readonly size: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** In radians, clockwise: 0 reads from left to right. */
  readonly angle: number;
}

/** A run seen along its own direction: where it starts and ends, and how far down its baseline lies. */
interface Run {
  readonly text: string;
  readonly size: number;
  readonly start: number;
  readonly end: number;
  readonly base: number;
  readonly angle: number;
  readonly placed: PlacedRun;
}

interface Line {
  text: string;
  size: number;
  start: number;
  base: number;
  last: Run;
  readonly first: PlacedRun;
  readonly widths: Map<number, number>;
}

// All are parts of the type's size. Subscripts and superscripts stand less than that off the baseline, and
// lines are further apart; words are parted by more, letters by less.
const OFF_BASELINE = 0.6;
const WORD_GAP = 0.1;
const LEAP_BACK = 1;

// What stands further back than a subscript under its superscript is on another line, unless nothing is lower.
const FAR_BACK = 3;
const SAME_BASELINE = 0.2;

// Names side by side, and cells of a table, are further apart than words.
const COLUMN_GAP = 0.8;

// After a subscript or superscript, TeX leaves a twentieth.
const SCRIPT_SIZE = 0.85;
const SCRIPT_SHIFT = 0.1;
const SCRIPT_GAP = 0.03;

/**
 * @param runs in the order in which the file draws them, which is reading order in nearly every paper
 * @returns the lines that they make, with a tab for a gap wider than words have; blank ones are left out
 */
export function layOut(runs: readonly PlacedRun[]): PlacedLine[] {
  const lines: Line[] = [];
  for (const placed of runs) {
    if (placed.text.trim() === '') continue;
    const run = alongside(placed);
    const line = lines.at(-1);
    if (line !== undefined && continues(line, run)) append(line, run);
    else lines.push(begin(run));
  }
  return lines
    .map(({ text, first, widths }) => ({ text: text.trim(), size: mainSize(widths), x: first.x, y: first.y }))
    .filter(({ text }) => text !== '');
}

function alongside(placed: PlacedRun): Run {
  const { text, size, x, y, width, angle } = placed;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const start = x * cos + y * sin;
  return { text, size, start, end: start + width, base: y * cos - x * sin, angle, placed };
}

function begin(run: Run): Line {
  return {
    text: run.text,
    size: run.size,
    start: run.start,
    base: run.base,
    last: run,
    first: run.placed,
    widths: new Map([[run.size, run.end - run.start]]),
  };
}

function continues(line: Line, run: Run): boolean {
  const size = Math.max(line.size, run.size);
  const off = Math.abs(line.base - run.base);
  const isFarBack = run.start < line.last.end - FAR_BACK * size;
  return (
    Math.abs(line.last.angle - run.angle) < 0.01 &&
    off < (isFarBack ? SAME_BASELINE : OFF_BASELINE) * size &&
    run.start > line.start - LEAP_BACK * size
  );
}

function append(line: Line, run: Run): void {
  const { last } = line;
  const overlaid = run.start < last.end - 0.1 * run.size ? overlay(line.text, run.text) : undefined;
  if (overlaid !== undefined) line.text = overlaid;
  else line.text += gapBefore(line, run) + run.text;
  if (run.size > line.size) [line.size, line.base] = [run.size, run.base];
  line.last = run;
  line.widths.set(run.size, (line.widths.get(run.size) ?? 0) + run.end - run.start);
}

function gapBefore({ last }: Line, run: Run): '' | ' ' | '\t' {
  const [gap, size] = [run.start - last.end, Math.max(run.size, last.size)];
  if (gap > COLUMN_GAP * size) return '\t';
  const isAfterScript =
    last.size < SCRIPT_SIZE * run.size && Math.abs(last.base - run.base) > SCRIPT_SHIFT * run.size;
  if (gap > (isAfterScript ? SCRIPT_GAP : WORD_GAP) * size || run.end < last.start) return ' ';
  // The mark of a footnote can touch the word that it belongs to: "¹Although".
  const isMark = isAfterScript && last.base < run.base && /\d$/u.test(last.text);
  return isMark && /^\p{L}{2}/u.test(run.text) ? ' ' : '';
}

function mainSize(widths: ReadonlyMap<number, number>): number {
  let [main, widest] = [0, Number.NEGATIVE_INFINITY];
  for (const [size, width] of widths) if (width > widest) [main, widest] = [size, width];
  return main;
}
