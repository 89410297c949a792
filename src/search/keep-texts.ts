import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../errors.ts';
import { tryClaim } from '../lock/claim.ts';
import type { Log } from '../log.ts';
import type { Texts } from '../texts/texts.ts';
import type { Search } from './ask.ts';
import { bringUp } from './bring-up.ts';

/** Keeps the text index in step with the engine, while the bot runs. */
export interface TextKeeper {
  /** Looks now, because the index turned out to be damaged: it is made again. */
  renew(): void;
  /** @returns once nothing is written any more */
  stop(): Promise<void>;
}

export interface Keeping {
  readonly dataDir: string;
  readonly search: Search;
  /** Opens the text index for writing: for as long as a look takes, because a thread holds some 50 MB. */
  readonly openTexts: () => Texts;
  readonly log: Log;
  /** How long until it is looked again: another machine may fill the engine. */
  readonly everyMs?: number;
}

/** @returns what does some work while no ingest runs here; where one does, that is left to the next look */
export function ifNoIngestRuns(dataDir: string): (work: () => Promise<void>) => Promise<void> {
  return async work => {
    const lock = tryClaim(dataDir, 'ingest');
    try {
      if (lock !== null) await work();
    } finally {
      lock?.release();
    }
  };
}

const EVERY_MS = 10 * 60_000;
/** After a failure, such as an engine that restarts. */
const AGAIN_MS = 15_000;

/** Begins at once, in the background. */
export function keepTexts({ dataDir, search, openTexts, log, everyMs = EVERY_MS }: Keeping): TextKeeper {
  const stopping = new AbortController();
  let wake = new AbortController();
  let isDamaged = false;

  const look = async (): Promise<number> => {
    const texts = openTexts();
    try {
      if (isDamaged) await texts.renew();
      isDamaged = false;
      const { stale, left } = await bringUp({
        search,
        texts,
        ifIdle: ifNoIngestRuns(dataDir),
        signal: stopping.signal,
      });
      const changed = stale.length + left.length;
      if (changed > 0) log.info(`the text index was brought up to date: ${changed} papers`);
      return everyMs;
    } catch (error) {
      if (!stopping.signal.aborted)
        log.warn(`the text index could not be brought up to date, and is tried again: ${messageOf(error)}`);
      return AGAIN_MS;
    } finally {
      await texts.close();
    }
  };

  const keeping = (async () => {
    while (!stopping.signal.aborted) {
      // Made before the look: what is found damaged during it is looked at right after.
      wake = new AbortController();
      const pause = await look();
      const signal = AbortSignal.any([stopping.signal, wake.signal]);
      await sleep(pause, undefined, { signal, ref: false }).catch(() => {});
    }
  })();

  return {
    renew: () => {
      isDamaged = true;
      wake.abort();
    },
    stop: async () => {
      stopping.abort();
      await keeping;
    },
  };
}
