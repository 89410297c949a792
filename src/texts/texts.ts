import { z } from 'zod';
import type { TextPaper } from './text-paper.ts';
import { createThread } from './threads.ts';
import type { WriteQuestion } from './write-thread.ts';
import type { HeadChange } from './writer.ts';

/**
 * DATA_DIR/texts.sqlite, for those who fill it: in a thread of its own, one change after the other. Every method
 * throws ThreadError.
 */
export interface Texts {
  /** @param seen digests that were read earlier: a paper whose digest has changed since is left as it is */
  put(papers: readonly TextPaper[], seen?: ReadonlyMap<string, string>): Promise<void>;
  change(changes: readonly HeadChange[]): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
  /** @returns the digest of every paper, by id */
  digests(): Promise<Map<string, string>>;
  /** Says that the index holds what the engine holds: until then what cannot be answered says so. */
  complete(): Promise<void>;
  /** Says how far it is until then, such as "45 %". */
  progress(reached: string): Promise<void>;
  isComplete(): Promise<boolean>;
  /** Says that papers are on their way, which the engine may have already; or that all have come. */
  expect(isMore: boolean): Promise<void>;
  isExpecting(): Promise<boolean>;
  /** @returns whether the file can be read throughout */
  isSound(): Promise<boolean>;
  /** Makes searches fast after many changes. */
  tidy(): Promise<void>;
  /** Throws the file away, because it is damaged. */
  renew(): Promise<void>;
  close(): Promise<void>;
}

/** Noted in the index once it holds what the engine holds, and how far it is until then. */
export const COMPLETE = 'complete';
export const PROGRESS = 'progress';
/** Noted while papers are on their way. */
export const EXPECTING = 'expecting';

const digestsSchema = z.map(z.string(), z.string());

export function openTexts(dataDir: string): Texts {
  const thread = createThread<WriteQuestion>(new URL('./write-thread.cjs', import.meta.url), { dataDir });
  return {
    put: async (papers, seen) => {
      if (papers.length === 0) return;
      await thread.ask({ kind: 'put', papers, ...(seen === undefined ? {} : { seen }) });
    },
    change: async changes => {
      if (changes.length > 0) await thread.ask({ kind: 'change', changes });
    },
    remove: async ids => {
      if (ids.length > 0) await thread.ask({ kind: 'remove', ids });
    },
    digests: async () => digestsSchema.parse(await thread.ask({ kind: 'digests' })),
    complete: async () => {
      await thread.ask({ kind: 'note', name: COMPLETE, value: 'yes' });
    },
    progress: async reached => {
      await thread.ask({ kind: 'note', name: PROGRESS, value: reached });
    },
    isComplete: async () => (await thread.ask({ kind: 'noted', name: COMPLETE })) === 'yes',
    expect: async isMore => {
      await thread.ask({ kind: 'note', name: EXPECTING, value: isMore ? 'yes' : 'no' });
    },
    isExpecting: async () => (await thread.ask({ kind: 'noted', name: EXPECTING })) === 'yes',
    isSound: async () => (await thread.ask({ kind: 'sound' })) === true,
    tidy: async () => {
      await thread.ask({ kind: 'tidy' });
    },
    renew: async () => {
      await thread.ask({ kind: 'renew' });
    },
    close: () => thread.close(),
  };
}
