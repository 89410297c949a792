import { schedule } from 'node-cron';

const MINUTE_MS = 60_000;

/** After so long without a tick, the clock was set back: node-cron waits for the minute that it expected. */
const LONGEST_SILENCE_MS = 2.5 * MINUTE_MS;

/**
 * Does something at the beginning of every minute; what one tick misses is for the next one to see.
 * @returns ends it
 */
export function everyMinute(work: () => void): () => Promise<void> {
  let lastTick = performance.now();
  const tick = (): void => {
    lastTick = performance.now();
    work();
  };
  const start = () => schedule('* * * * *', tick, { timezone: 'UTC', suppressMissedWarning: true });
  let clock = start();
  const watch = setInterval(() => {
    if (performance.now() - lastTick < LONGEST_SILENCE_MS) return;
    void clock.destroy();
    clock = start();
    tick();
  }, MINUTE_MS);
  return async () => {
    clearInterval(watch);
    await clock.destroy();
  };
}
