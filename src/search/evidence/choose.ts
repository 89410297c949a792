import type { PassageField } from './places.ts';
import { type Candidate, MAX_SPAN } from './windows.ts';

/** Where equally good passages stand: first what the card does not show anyway. */
const PREFERENCE: Readonly<Record<PassageField, number>> = {
  page: 0,
  abstract: 1,
  references: 2,
  tldr: 3,
  tag: 4,
  title: 5,
};

/**
 * @param chosen the passages that are shown already
 * @returns the one to show next: a second place must prove more than the first, or as much in a place
 * that the card does not show anyway
 */
export function bestCandidate(
  candidates: readonly Candidate[],
  chosen: readonly Candidate[],
): Candidate | null {
  const proven = new Set(chosen.flatMap(({ needs }) => [...needs]));
  let best: Rated | null = null;
  for (const candidate of candidates) {
    const fresh = [...candidate.needs].filter(need => !proven.has(need)).length;
    if (fresh === 0 && chosen.some(other => !addsTo(candidate, other))) continue;
    if (chosen.some(other => overlaps(candidate, other))) continue;
    const rated = { candidate, ranks: ranksOf(candidate, fresh, chosen) };
    if (best === null || isLess(rated.ranks, best.ranks)) best = rated;
  }
  return best?.candidate ?? null;
}

function addsTo(candidate: Candidate, shown: Candidate): boolean {
  return candidate.needs.size >= shown.needs.size && preference(candidate) < PREFERENCE.tldr;
}

interface Rated {
  readonly candidate: Candidate;
  readonly ranks: readonly number[];
}

/** What makes a passage a good one, the most important first; less is better. */
function ranksOf(candidate: Candidate, fresh: number, chosen: readonly Candidate[]): number[] {
  const { place, stretch, needs, adjacent } = candidate;
  return [
    -fresh,
    -needs.size,
    Number(!adjacent),
    Number(chosen.some(other => other.place === place)),
    preference(candidate),
    stretch.end - stretch.start,
    place.page ?? 0,
  ];
}

function isLess(a: readonly number[], b: readonly number[]): boolean {
  const differing = a.findIndex((rank, index) => rank !== b[index]);
  return differing !== -1 && (a[differing] ?? 0) < (b[differing] ?? 0);
}

function preference({ place, stretch }: Candidate): number {
  return stretch.start < place.repeats ? PREFERENCE.title : PREFERENCE[place.field];
}

function overlaps(a: Candidate, b: Candidate): boolean {
  return (
    a.place === b.place &&
    a.stretch.start < b.stretch.end + MAX_SPAN &&
    b.stretch.start < a.stretch.end + MAX_SPAN
  );
}
