import { oneLine } from '../src/bot/visible.ts';
import { cutText, PAPER_LIMITS } from '../src/paper-limits.ts';
import type { OverLimit, Summary } from './pipeline.ts';

/** More lines than this of one kind push the counts off the screen. */
const LINES_SHOWN = 20;
/** Of a name or a reason: what a file brings along may be as long as the file. */
const LONGEST = 1_000;

/** @returns whether there is more to say than is shown */
export function isCut({ takenOut, skipped, readInPart }: Summary): boolean {
  return Math.max(takenOut.length, skipped.length, readInPart.length) > LINES_SHOWN;
}

/**
 * @param report where everything stands, when that is more than is shown
 * @returns what an ingest did, what it left out or has only a part of, and why
 */
export function summaryText(summary: Summary, report: string): string {
  return textOf(summary, lines => {
    const more = lines.length - LINES_SHOWN;
    return more > 0 ? [...lines.slice(0, LINES_SHOWN), `  and ${more} more, in ${report}`] : lines;
  });
}

/** @returns the same, whole */
export function reportText(summary: Summary): string {
  return textOf(summary, lines => lines);
}

function textOf(
  { added, updated, unchanged, withheld, takenOut, skipped, readInPart, overLimits }: Summary,
  shown: (lines: readonly string[]) => readonly string[],
): string {
  const counts: (readonly [number, string])[] = [
    [added, 'added'],
    [updated, 'updated'],
    [unchanged, 'unchanged'],
    [skipped.length, 'skipped'],
  ];
  if (withheld > 0) counts.push([withheld, 'not public']);
  if (readInPart.length > 0) counts.push([readInPart.length, 'read in part']);
  const nothing = added + updated + takenOut.length === 0 && unchanged > 0 ? 'Nothing to do: ' : '';
  return [
    `${nothing}${counts.map(([count, what]) => `${count.toLocaleString('en')} ${what}`).join(', ')}.`,
    ...shown(takenOut.map(id => `  taken out ${oneLine(id)}: it is not public any more`)),
    ...shown(skipped.map(lineOf)),
    ...shown(readInPart.map(lineOf)),
    ...overLimits.map(overLine),
  ].join('\n');
}

/** Names of files may hold what a terminal would obey. */
function lineOf({ kind, what, reason }: Summary['skipped' | 'readInPart'][number]): string {
  return `  ${kind} ${short(what)}: ${short(reason)}`;
}

/** @returns such as "  cut the abstract of 3 papers, after 10,000 characters; the first is H1xSNiRcF7" */
function overLine({ field, papers, first }: OverLimit): string {
  const { what, most, unit, over } = PAPER_LIMITS[field];
  const [of, limit] = [
    `${papers.toLocaleString('en')} ${papers === 1 ? 'paper' : 'papers'}`,
    most.toLocaleString('en'),
  ];
  const bound = over === 'cut' ? `after ${limit} ${unit}` : `longer than ${limit} ${unit}`;
  return `  ${over} ${what} of ${of}, ${bound}; ${papers === 1 ? 'it' : 'the first'} is ${short(first)}`;
}

function short(text: string): string {
  const line = oneLine(text.slice(0, 2 * LONGEST));
  return line.length <= LONGEST ? line : `${cutText(line, LONGEST)}…`;
}
