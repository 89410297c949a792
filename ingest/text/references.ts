import {
  countMarks,
  isAppendixHeading,
  isHeadingInCapitals,
  isReferencesHeading,
  isRunningHead,
} from './reference-marks.ts';

/** Lines `from` up to and without `to`. */
export interface LineRange {
  readonly from: number;
  readonly to: number;
}

// Measured on the 1,589 papers of ICLR 2019: an entry has a mark at least every 200 characters. A list goes
// on past a figure in its midst, but not past 2,000 characters with too few marks; past a heading in capitals
// it goes on only if entries worth 600 characters follow.
const CHARACTERS_PER_MARK = 200;
const LONGEST_INTERRUPTION = 2_000;
const HEADING_COST = 600;

// The last entry may have no mark at all ("Jane Doe. Personal communication.").
const LONGEST_LAST_ENTRY = 250;

// Where no heading in capitals follows, the entry goes on to its full stop.
const UNFINISHED = /[\p{L},:&–-]$/u;

/**
 * @param lines - the lines of a paper over all its pages, trimmed, none of them empty
 * @returns the paper's reference lists, each from its heading on, in order: most papers have one, a few
 * have another after the appendix, and a heading that no entries follow starts none
 */
export function findReferences(lines: readonly string[]): LineRange[] {
  const ranges: LineRange[] = [];
  let end = 0;
  for (const [from, line] of lines.entries()) {
    if (from < end || !isReferencesHeading(line)) continue;
    const to = endOfList(lines, from);
    if (to === undefined) continue;
    ranges.push({ from, to });
    end = to;
  }
  return ranges;
}

// The list reaches as far as its marks outweigh its length, which entries after a figure can still do.
function endOfList(lines: readonly string[], heading: number): number | undefined {
  let [score, best, end] = [0, 0, heading];
  let index = heading;
  for (; index < lines.length && score >= best - LONGEST_INTERRUPTION; index += 1) {
    const line = lines[index] ?? '';
    if (index > heading && isAppendixHeading(line)) break;
    if (index > heading && best === 0 && isReferencesHeading(line)) return undefined;
    score += worthOf(line, index > heading);
    if (score > best) [best, end] = [score, index + 1];
  }
  return best > 0 ? end + lastEntryOf(lines.slice(end, index), lines[end - 1] ?? '').length : undefined;
}

function worthOf(line: string, isEntry: boolean): number {
  if (isRunningHead(line)) return -1;
  if (isEntry && isHeadingInCapitals(line)) return -HEADING_COST;
  return countMarks(line) * CHARACTERS_PER_MARK - line.length;
}

function lastEntryOf(rest: readonly string[], last: string): readonly string[] {
  const heading = rest.findIndex(isHeadingInCapitals);
  const entry = heading === -1 ? rest : rest.slice(0, heading);
  if (lengthOf(entry) <= LONGEST_LAST_ENTRY) return entry;
  const ending = UNFINISHED.test(last) ? entry.slice(0, entry.findIndex(line => line.endsWith('.')) + 1) : [];
  return lengthOf(ending) <= LONGEST_LAST_ENTRY ? ending : [];
}

function lengthOf(lines: readonly string[]): number {
  return lines.filter(line => !isRunningHead(line)).join(' ').length;
}
