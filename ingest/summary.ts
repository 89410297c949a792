import { oneLine } from '../src/bot/visible.ts';
import type { Summary } from './pipeline.ts';

/** More lines than this of one kind say nothing new. */
const LINES_SHOWN = 20;

/** @returns what an ingest did, what it left out or has only a part of, and why */
export function summaryText({ added, updated, unchanged, skipped, readInPart }: Summary): string {
  const counts: (readonly [number, string])[] = [
    [added, 'added'],
    [updated, 'updated'],
    [unchanged, 'unchanged'],
    [skipped.length, 'skipped'],
  ];
  if (readInPart.length > 0) counts.push([readInPart.length, 'read in part']);
  const nothing = added + updated === 0 && unchanged > 0 ? 'Nothing to do: ' : '';
  return [
    `${nothing}${counts.map(([count, what]) => `${count.toLocaleString('en')} ${what}`).join(', ')}.`,
    ...linesOf(skipped),
    ...linesOf(readInPart),
  ].join('\n');
}

/** Names of files may hold what a terminal would obey. */
function linesOf(told: Summary['skipped'] | Summary['readInPart']): string[] {
  const more = told.length - LINES_SHOWN;
  return [
    ...told
      .slice(0, LINES_SHOWN)
      .map(({ kind, what, reason }) => `  ${kind} ${oneLine(what)}: ${oneLine(reason)}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ];
}
