import { setTimeout as sleep } from 'node:timers/promises';

/** Where posts to a platform wait while it takes none. */
export interface Gate {
  /** @returns true once the platform takes posts; false where there will be no more posts before that */
  open(): Promise<boolean>;
  /** Lets nobody through for so long. */
  hold(ms: number): void;
}

/** @param signal ends all waiting */
export function createGate(signal: AbortSignal, now: () => number = Date.now): Gate {
  let openAt = 0;
  let pause: Promise<void> | null = null;
  return {
    open: async () => {
      while (!signal.aborted && now() < openAt) {
        // All wait for the same moment. Aborted, the wait is over, and the loop sees it.
        pause ??= sleep(openAt - now(), undefined, { signal })
          .catch(() => {})
          .finally(() => {
            pause = null;
          });
        await pause;
      }
      return !signal.aborted;
    },
    hold: ms => {
      openAt = Math.max(openAt, now() + ms);
    },
  };
}
