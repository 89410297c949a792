import type { Hit } from './hits.ts';
import type { Stretch } from './occurrences.ts';
import type { Place } from './places.ts';

/** Words further apart than this do not fit in one passage. */
export const MAX_SPAN = 200;

/** A stretch of a place that might be shown: the needs it proves, and whether as a phrase does. */
export interface Candidate {
  readonly place: Place;
  readonly stretch: Stretch;
  readonly needs: ReadonlySet<number>;
  readonly adjacent: boolean;
}

/** @returns the stretches of one place that hold the most needs closest together, at most two */
export function bestStretches(place: Place, hits: readonly Hit[]): Candidate[] {
  const sorted = hits.toSorted((a, b) => a.start - b.start || a.end - b.end);
  const windows = tightWindows(sorted);
  const best = tightest(windows);
  if (best === undefined) return [];
  const other = tightest(
    windows.filter(({ start, end }) => end + MAX_SPAN <= best.start || start >= best.end + MAX_SPAN),
  );
  return [best, ...(other === undefined ? [] : [other])].map(({ start, end, from, to }) => {
    const inside = sorted.slice(from, to + 1);
    const needs = new Set(inside.map(hit => hit.need));
    return { place, stretch: { start, end }, needs, adjacent: needs.size > 1 && isAdjacent(inside) };
  });
}

/** Some hits, `from` to `to`, that stand within one passage, and how many needs they prove. */
interface Window extends Stretch {
  readonly from: number;
  readonly to: number;
  readonly needs: number;
}

/** @returns for each hit, the shortest window that ends with it and proves all that stands near before it */
function tightWindows(sorted: readonly Hit[]): Window[] {
  const inside = new Map<number, number>();
  const change = (need: number, by: number): void => {
    const count = (inside.get(need) ?? 0) + by;
    if (count === 0) inside.delete(need);
    else inside.set(need, count);
  };
  let from = 0;
  return sorted.map((last, to) => {
    change(last.need, 1);
    for (let first = sorted[from]; first !== undefined && from < to; first = sorted[from]) {
      const isFar = last.end - first.start > MAX_SPAN;
      if (!isFar && (inside.get(first.need) ?? 0) < 2) break;
      change(first.need, -1);
      from += 1;
    }
    return { start: sorted[from]?.start ?? last.start, end: last.end, from, to, needs: inside.size };
  });
}

function tightest(windows: readonly Window[]): Window | undefined {
  let best: Window | undefined;
  for (const one of windows) {
    const length = one.end - one.start;
    if (best === undefined || one.needs > best.needs) best = one;
    else if (one.needs === best.needs && length < best.end - best.start) best = one;
  }
  return best;
}

/** Whether the needs follow each other in the order typed, as a phrase does. */
function isAdjacent(hits: readonly Hit[]): boolean {
  return hits.every((hit, index) => {
    const before = hits[index - 1];
    return before === undefined || (hit.need === before.need + 1 && hit.start - before.end <= 2);
  });
}
