import type { PaperMetadata, SourcePaper } from '../src/paper.ts';

/**
 * What a source gives, one after the other: a paper with its text; a paper without, which leaves whatever
 * text the index has of it; or something that had to be left out, and why.
 */
export type SourceItem =
  | {
      readonly kind: 'paper';
      readonly paper: SourcePaper;
      /** The id that the paper had while it had no text: whatever has it and still has none goes. */
      readonly standIn?: string;
    }
  | {
      readonly kind: 'metadata';
      readonly metadata: PaperMetadata;
      /** Whether the same paper comes again, with its text: until then it is not done with. */
      readonly textFollows: boolean;
      /** Whether reading the text told more: what the index has of such a reading then stays as it is. */
      readonly isLess?: boolean;
    }
  | Withheld
  | ReadInPart
  | Skipped;

/** A paper that is not for everybody to read: it stays out of the index, and is taken out where it is in it. */
export interface Withheld {
  readonly kind: 'withheld';
  readonly id: string;
}

/** Told beside the paper, which it does not stand for: nothing is done with by it. */
export interface ReadInPart {
  readonly kind: 'read in part';
  readonly what: string;
  /** What of it is missing. */
  readonly reason: string;
}

export interface Skipped {
  readonly kind: 'skipped';
  readonly what: string;
  readonly reason: string;
}

/** Where papers come from. */
export interface Source {
  /** How many papers will be done with, for the progress bar: each counts once, read or skipped. */
  readonly total: number;
  /** Reads on as the papers are asked for, so that no more of them stand in memory than are in work. */
  readonly items: AsyncIterable<SourceItem>;
}

/** Tells whoever watches what a source waits for, such as "waiting until 14:05"; null when it goes on. */
export type Report = (status: string | null) => void;
