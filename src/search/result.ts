import type { Correction } from './plan.ts';
import type { Hit } from './seek.ts';

/** A page of what a query finds. */
export interface SearchResult {
  /** How many papers match all of the query. */
  readonly total: number;
  /** How many of them hold the plain words as one phrase; null where there are not two plain words. */
  readonly exact: number | null;
  /** Counts from 1. */
  readonly page: number;
  readonly pages: number;
  readonly hits: readonly Hit[];
  /** Words that no paper has, and what was searched for in their place. */
  readonly corrections: readonly Correction[];
  /**
   * Where no paper matches all: the papers are the closest ones, and these are the words that they
   * were allowed to lack (none where any of them may be missing). Else null.
   */
  readonly closest: readonly string[] | null;
  /** Whether papers are being added: not all of them are found yet. */
  readonly expecting: boolean;
  /** Why there is no exact count yet: the text index is being made. Else null. */
  readonly without: string | null;
}
