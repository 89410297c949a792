import type { KindTimes } from '../answers.ts';
import type { Size } from './grow.ts';

/** The first cards of these are at most twice as slow at eight times the papers. */
const CARDS_FIRST = /^(?:plain words|keyword|title|abstract|author|cites|tag)/u;
/** What has to be counted takes no more times as long than there are papers. */
const COUNTED = /^(?:random phrase|phrase of)/u;
const MOST_TIMES_SLOWER = 2;
const SHARE = 1.2;
const RESIDENT_MB = 200;
/** Milliseconds at the 95th percentile, at fifty thousand papers. */
const P95 = { cards: 100, phrases: 300 };
const LARGE = 50_000;
const MB = 1_000_000;
const MOST_MOVED_MB = 1;
const SMALL_TEXTS_MB = 85;

/** Prints each kind of question at one size, and what it may take. */
export function reportSize({ papers, answers, textsMb, engineMb }: Size): void {
  console.log(`\n${papers.toLocaleString('en')} papers, in a process that only answers`);
  for (const [kind, { p50, p95, cpuMs, first }] of Object.entries(answers.kinds)) {
    const most = papers < LARGE ? null : limitAtLarge(kind);
    console.log(
      `  ${kind.padEnd(30)} p50 ${ms(p50)}   p95 ${ms(p95)}   the first time ${ms(first)}   processor ${ms(cpuMs)}${most === null ? '' : target(p95, most, 'p95 ≤')}`,
    );
  }
  const moved = Math.max(...Object.values(answers.kinds).map(({ mostBytes }) => mostBytes)) / MB;
  console.log(
    `  at most ${moved.toFixed(2)} MB to and from the engine for an answer${target(moved, MOST_MOVED_MB, '≤')}`,
  );
  console.log(
    `  resident ${answers.residentMb.toFixed(0)} MB${papers < LARGE ? '' : target(answers.residentMb, RESIDENT_MB, '<')}`,
  );
  console.log(
    `  texts.sqlite ${textsMb === null ? 'none' : `${textsMb.toFixed(0)} MB`}, the engine ${engineMb.toFixed(0)} MB`,
  );
}

/** Prints how much slower each kind is at more papers, and whether the made papers are like the others. */
export function reportGrowth(before: Size, after: Size): void {
  const times = after.papers / before.papers;
  console.log(
    `\nfrom ${before.papers.toLocaleString('en')} papers to ${after.papers.toLocaleString('en')}, ${times.toFixed(1)} times as many: times the p50`,
  );
  for (const [kind, own] of Object.entries(after.answers.kinds)) {
    const old: KindTimes | undefined = before.answers.kinds[kind];
    if (old === undefined) continue;
    const ratio = own.p50 / old.p50;
    const most = mostTimesSlower(kind, times);
    console.log(`  ${kind.padEnd(30)} ${ratio.toFixed(2)}${most === null ? '' : target(ratio, most, '≤')}`);
  }
  const changes = after.shares.flatMap((share, index) => {
    const old = before.shares[index] ?? 0;
    return old === 0 ? [] : [share === 0 ? Number.POSITIVE_INFINITY : Math.max(share / old, old / share)];
  });
  const worst = changes.reduce((most, change) => Math.max(most, change), 1);
  const within = changes.filter(change => change <= SHARE).length;
  console.log(
    `  keywords with their share of the papers: ${within} of ${changes.length} within ${SHARE}; the farthest ${worst.toFixed(2)}${target(worst, SHARE, '≤')}`,
  );
}

/** @param seen what a target is held against */
export function target(seen: number, most: number, relation: string): string {
  const isMet = relation.includes('≥') ? seen >= most : seen <= most;
  return `   (target ${relation} ${Number.isInteger(most) ? most : most.toFixed(1)}: ${isMet ? 'met' : 'NOT MET'})`;
}

export function reportTextsSize({ textsMb, papers }: Size): void {
  if (textsMb !== null)
    console.log(
      `  texts.sqlite of ${papers} papers ${textsMb.toFixed(0)} MB${target(textsMb, SMALL_TEXTS_MB, '≤')}`,
    );
}

/** @param times as many papers as before */
function mostTimesSlower(kind: string, times: number): number | null {
  if (COUNTED.test(kind)) return times;
  return CARDS_FIRST.test(kind) ? MOST_TIMES_SLOWER : null;
}

function limitAtLarge(kind: string): number | null {
  if (COUNTED.test(kind)) return P95.phrases;
  return CARDS_FIRST.test(kind) ? P95.cards : null;
}

function ms(value: number): string {
  return `${value.toFixed(1).padStart(6)} ms`;
}
