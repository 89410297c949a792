import type { Engine } from '../engine/engine.ts';
import type { Log } from '../log.ts';
import { openTexts } from '../texts/texts.ts';
import { bringUp } from './bring-up.ts';
import { openEngineSearch } from './engine-search.ts';
import { ifNoIngestRuns, keepTexts, type TextKeeper } from './keep-texts.ts';
import { openPapers, type Papers } from './papers.ts';
import { openTextSearch } from './text-search.ts';

/** The engine and the text index of a DATA_DIR, as one. */
export interface Library {
  readonly papers: Papers;
  /** Keeps the text index in step with the engine from now on, in the background. */
  keep(): void;
  /** @returns once the text index holds what the engine holds; `onProgress` is told of papers done and of how many */
  bringUp(onProgress?: (done: number, of: number) => void): Promise<void>;
  /** @returns once nothing is read or written any more; the engine is its owner's to close */
  close(): Promise<void>;
}

export function openLibrary(engine: Engine, dataDir: string, log: Log): Library {
  const search = openEngineSearch(engine, log);
  let keeper: TextKeeper | null = null;
  const textSearch = openTextSearch(dataDir, () => keeper?.renew());
  return {
    papers: openPapers(engine, textSearch, log),
    keep: () => {
      textSearch.warm();
      keeper ??= keepTexts({ dataDir, search, openTexts: () => openTexts(dataDir), log });
    },
    bringUp: async (onProgress = () => {}) => {
      const texts = openTexts(dataDir);
      try {
        await bringUp({ search, texts, ifIdle: ifNoIngestRuns(dataDir), onProgress });
      } finally {
        await texts.close();
      }
    },
    close: async () => {
      await keeper?.stop();
      await textSearch.close();
    },
  };
}
