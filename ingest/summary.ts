import type { Summary } from './pipeline.ts';

/** More lines than this of papers left out say nothing new. */
const SKIPPED_SHOWN = 20;

/** @returns what an ingest did, and what it left out and why */
export function summaryText({ added, updated, unchanged, skipped }: Summary): string {
  const counts = [
    [added, 'added'],
    [updated, 'updated'],
    [unchanged, 'unchanged'],
    [skipped.length, 'skipped'],
  ] as const;
  const nothing = added + updated === 0 && unchanged > 0 ? 'Nothing to do: ' : '';
  return [
    `${nothing}${counts.map(([count, what]) => `${count.toLocaleString('en')} ${what}`).join(', ')}.`,
    ...skipped.slice(0, SKIPPED_SHOWN).map(({ what, reason }) => `  skipped ${what}: ${reason}`),
    ...(skipped.length > SKIPPED_SHOWN ? [`  and ${skipped.length - SKIPPED_SHOWN} more`] : []),
  ].join('\n');
}
