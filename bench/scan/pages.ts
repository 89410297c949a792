/** A piece of a page: of what the authors argue, or of the list of references. */
export interface Piece {
  readonly field: 'body' | 'references';
  readonly text: string;
}

/** What the template of ICLR 2019 printed on every page. */
const HEAD = /^\s*(?:\d+\s+)?(?:Under review|Published) as a conference paper at ICLR 2019(?:\s+\d+)?\s*$/u;
const EDGE_LINES = 3;

const LIST_HEADING = /^\s*(?:\d+\.?\s*)?(?:references|r eferences|references references|bibliography)\s*$/iu;
const AFTER_LIST = /^\s*(?:appendi|a ppendi|supplement|s upplement)/iu;
const CAPITALS_AFTER_LIST =
  /^\s*(?:[A-H](?:\.\d)?\.?\s+[A-Z]{3}|\d+\s+[A-Z]{4}|(?:[A-Z]{4,}\s+)+[A-Z]{4,}\s*$)/u;
const LONGEST_HEADING = 80;

/**
 * What a page's text leaves open, and the other ways to read it: whether a line is furniture, which letter an
 * accent belongs to, where the list of references begins and ends.
 */
export type Reading =
  | 'judged'
  | 'furniture kept'
  | 'repeated lines taken off'
  | 'accents apart'
  | 'list uncut'
  | 'entries alone';

/**
 * @param raw a paper as pdftotext wrote it
 * @returns the pieces of each page; no phrase runs from one into another
 */
export function piecesOf(raw: string, reading: Reading = 'judged'): Piece[][] {
  const text = reading === 'accents apart' ? raw.replaceAll(ACCENT, ' $& ') : raw.replaceAll(ACCENT, '');
  const printed = text.split('\f').map(page => page.split(/\r\n?|\n/u));
  const pages =
    reading === 'furniture kept'
      ? printed
      : printed.map((lines, index) => withoutFurniture(lines, index + 1));
  if (reading === 'list uncut') return pages.map(lines => [{ field: 'references', text: lines.join('\n') }]);
  if (reading === 'repeated lines taken off')
    return withoutRepeated(pages).map(lines => [{ field: 'body', text: lines.join('\n') }]);
  const lines = pages.flat();
  const whole = listOf(lines);
  const list = reading === 'entries alone' ? { ...whole, to: interruptionOf(lines, whole) } : whole;
  const isEntry = (line: string): boolean => reading !== 'entries alone' || ENTRY.test(line);
  let before = 0;
  return pages.map(lines => {
    const within = (line: number): number => Math.min(Math.max(line - before, 0), lines.length);
    const [from, to] = [within(list.from), within(list.to)];
    before += lines.length;
    const pieces: Piece[] = [
      { field: 'body', text: lines.slice(0, from).join('\n') },
      { field: 'references', text: lines.slice(from, to).filter(isEntry).join('\n') },
      { field: 'body', text: lines.slice(to).join('\n') },
    ];
    return pieces.filter(({ text }) => text.trim() !== '');
  });
}

/** pdftotext left accents standing after or before their letter: "Poincare´", "M¨uller". */
const ACCENT = /(?<=\p{L})[´`¨¸ˇ]/gu;
/** @returns the first line of a figure or table that stands within a list, else where the list ends */
function interruptionOf(lines: readonly string[], { from, to }: { from: number; to: number }): number {
  const length = lines.slice(from, to).findIndex(line => /^\s*(?:Figure|Table|Algorithm)\s+\d/u.test(line));
  return length === -1 ? to : from + length;
}

/** Entries end in their year; prose that cites seldom does. */
const ENTRY = /\b(?:19|20)\d\d[a-z]?\)?\.?\s*$/u;

/** @param number of the page, counted from 1 */
function withoutFurniture(lines: readonly string[], number: number): string[] {
  const printed = lines.flatMap((line, index) => (line.trim() === '' ? [] : [index]));
  const edges = new Set([...printed.slice(0, EDGE_LINES), ...printed.slice(-EDGE_LINES)]);
  return lines.filter(
    (line, index) => !HEAD.test(line) && !(edges.has(index) && line.trim() === String(number)),
  );
}

function withoutRepeated(pages: readonly (readonly string[])[]): string[][] {
  const counts = new Map<string, number>();
  for (const line of pages.flatMap(lines => [...new Set(lines.map(withoutNumber))]))
    counts.set(line, (counts.get(line) ?? 0) + 1);
  return pages.map(lines => lines.filter(line => (counts.get(withoutNumber(line)) ?? 0) < REPEATED));
}

const REPEATED = 3;

/** @returns a line without the number of its page; '' for one that is a number alone */
function withoutNumber(line: string): string {
  return line.replaceAll(/\d+/gu, '').replaceAll(/\s+/gu, '');
}

/** From the last line that is nothing but the heading of a list, up to the next that begins an appendix. */
function listOf(lines: readonly string[]): { from: number; to: number } {
  const heading = lines.findLastIndex(line => LIST_HEADING.test(line));
  if (heading === -1) return { from: lines.length, to: lines.length };
  const isEnd = (line: string): boolean =>
    line.length < LONGEST_HEADING && (AFTER_LIST.test(line) || CAPITALS_AFTER_LIST.test(line));
  const length = lines.slice(heading + 1).findIndex(isEnd);
  return { from: heading, to: length === -1 ? lines.length : heading + 1 + length };
}
