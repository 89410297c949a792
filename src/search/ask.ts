import type { MultiSearchQuery } from 'meilisearch';

/** Several searches of the papers in one request. Strategy `all` unless a query says otherwise. */
export type Search = (queries: readonly Omit<MultiSearchQuery, 'indexUid'>[]) => Promise<Found[]>;

export interface Found {
  readonly total: number;
  readonly hits: readonly Record<string, unknown>[];
  readonly facets: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

export const NOTHING: Found = { total: 0, hits: [], facets: {} };
