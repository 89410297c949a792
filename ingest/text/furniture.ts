/** A page's lines, trimmed, none of them empty. */
type Lines = readonly string[];

// Line numbers go up by one: 000, 001, 002. Fewer in a row can be a column of a table.
const LINE_NUMBER = /^\d{3,4}$/u;
const FEWEST_LINE_NUMBERS = 8;

// Where a page's head and foot stand. A footnote can stand under a page number, and a stamp over a head.
const EDGE_LINES = 3;

// A head stands on every page, or on every other one but the first, or in a book on those of a chapter. What
// stands at the edge of fewer pages can be the head of a table, which has columns alike on several.
const FEWEST_PAGES = 3;
const SHARE_OF_PAGES = 1 / 3;
const PAGES_OF_CHAPTER = 10;
const LONGEST_HEAD = 160;
const SHORTEST_STRAYED = 20;
const HEAD_NUMBER = /^(?:\d{1,4}|[ivxlc]{1,6})[ .:|]+|[ .:|]+(?:\d{1,4}|[ivxlc]{1,6})$/gu;

const PAGE_NUMBER = /^(?:page )?[-–— []*(\d{1,4})[-–— \]]*(?:(?:of|\/) ?\d{1,4})?$/iu;

/**
 * Takes from each page what its template printed there and no author wrote: line numbers, running heads,
 * page numbers. A head is known by standing at the edge of several pages, a page number by going up with them.
 * @param pages - the lines of each page, in reading order
 * @returns the pages without those lines
 */
export function withoutFurniture(pages: readonly Lines[]): string[][] {
  const unnumbered = pages.map(withoutLineNumbers);
  const heads = repeated(unnumbered.map(lines => edgesOf(lines).map(([, line]) => headOf(line))));
  const offsets = repeated(
    unnumbered.map((lines, page) => edgesOf(lines).flatMap(([, line]) => offsetOf(line, page))),
  );
  return unnumbered.map((lines, page) => {
    const isHead = ([, line]: readonly [number, string]) => heads.has(headOf(line));
    const isNumber = ([, line]: readonly [number, string]) =>
      offsetOf(line, page).some(offset => offsets.has(offset));
    const edges = edgesOf(lines);
    // Where figures stand around it, a head is no longer at the edge; short ones may be labels of figures.
    const strayed = edges.some(isHead)
      ? []
      : [...lines.entries()].filter(entry => entry[1].length >= SHORTEST_STRAYED && isHead(entry));
    const known = edges.filter(entry => isHead(entry) || isNumber(entry));
    const furniture = new Set([...known, ...strayed].map(([index]) => index));
    return lines.filter((_line, index) => !furniture.has(index));
  });
}

// They stand in one run, or each before the line that it numbers.
function withoutLineNumbers(lines: Lines): Lines {
  const runs: number[][] = [];
  for (const [index, line] of lines.entries()) {
    if (!LINE_NUMBER.test(line)) continue;
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run !== undefined && last !== undefined && Number(line) === Number(lines[last]) + 1) run.push(index);
    else runs.push([index]);
  }
  const numbers = new Set(runs.filter(run => run.length >= FEWEST_LINE_NUMBERS).flat());
  return lines.filter((_line, index) => !numbers.has(index));
}

/** @returns the first and last lines, with where they stand */
function edgesOf(lines: Lines): (readonly [number, string])[] {
  return [...lines.entries()].filter(([index]) => index < EDGE_LINES || index >= lines.length - EDGE_LINES);
}

/** @returns what a head says beside the number of its page; "" for what can be none */
function headOf(line: string): string {
  if (line.length > LONGEST_HEAD) return '';
  const words = line.replace(HEAD_NUMBER, '');
  return /\p{L}{2}/u.test(words) ? words.replace(/\s/gu, '') : '';
}

/** @returns how far a page number is ahead of its page's place in the file */
function offsetOf(line: string, page: number): number[] {
  const [, number] = PAGE_NUMBER.exec(line) ?? [];
  return number === undefined ? [] : [Number(number) - page];
}

/** @returns what occurs on enough of the pages, but for "" */
function repeated<Key>(pages: readonly (readonly Key[])[]): ReadonlySet<Key> {
  const counts = new Map<Key, number>();
  for (const keys of pages) for (const key of new Set(keys)) counts.set(key, (counts.get(key) ?? 0) + 1);
  const share = Math.min(pages.length * SHARE_OF_PAGES, PAGES_OF_CHAPTER);
  const enough = Math.max(FEWEST_PAGES, share);
  return new Set([...counts].filter(([key, count]) => count >= enough && key !== '').map(([key]) => key));
}
