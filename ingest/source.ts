import type { SourcePaper } from '../src/paper.ts';

/** What a source gives, one after the other: a paper, or something it had to leave out, and why. */
export type SourceItem =
  | { readonly kind: 'paper'; readonly paper: SourcePaper }
  | { readonly kind: 'skipped'; readonly what: string; readonly reason: string };

/** Where papers come from. */
export interface Source {
  /** For the progress bar. */
  readonly total: number;
  /** Reads on as the papers are asked for, so that no more of them stand in memory than are in work. */
  readonly items: AsyncIterable<SourceItem>;
}
