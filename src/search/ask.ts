import type { MultiSearchQuery } from 'meilisearch';
import type { Ask } from './plan.ts';

/** Several searches of the papers in one request. Strategy `all` unless a query says otherwise. */
export type Search = (queries: readonly Omit<MultiSearchQuery, 'indexUid'>[]) => Promise<Found[]>;

export interface Found {
  readonly total: number;
  readonly hits: readonly Record<string, unknown>[];
  readonly facets: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

export const NOTHING: Found = { total: 0, hits: [], facets: {} };

/** @returns the part of a search request that says what to look for and where */
export function request(ask: Ask): Pick<MultiSearchQuery, 'q' | 'attributesToSearchOn'> {
  return { q: ask.q, ...(ask.on === null ? {} : { attributesToSearchOn: [...ask.on] }) };
}
