import { oneLine } from '../src/bot/visible.ts';
import type { Summary } from './pipeline.ts';

/** More lines than this of one kind push the counts off the screen. */
const LINES_SHOWN = 20;

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
  { added, updated, unchanged, withheld, takenOut, skipped, readInPart }: Summary,
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
  ].join('\n');
}

/** Names of files may hold what a terminal would obey. */
function lineOf({ kind, what, reason }: Summary['skipped' | 'readInPart'][number]): string {
  return `  ${kind} ${oneLine(what)}: ${oneLine(reason)}`;
}
