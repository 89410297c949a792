import type { WriteStream } from 'node:tty';
import cliProgress from 'cli-progress';

/** Shows how far a run is: a bar in a terminal, a line every few seconds elsewhere. */
export interface Progress {
  update(done: number): void;
  stop(): void;
}

const LINE_EVERY_MS = 3_000;
const PACE_EVERY_MS = 1_000;

export function showProgress(stream: WriteStream, total: number): Progress {
  const startedAt = Date.now();
  const pace = (done: number): string => {
    if (done === 0) return 'starting';
    const perSecond = (1_000 * done) / (Date.now() - startedAt);
    return `${perSecond.toFixed(0)} a second · ${timeLeft((total - done) / perSecond)} left`;
  };
  const bar = new cliProgress.SingleBar({
    stream,
    format: `${stream.isTTY ? '{bar} ' : ''}{value} of {total} papers · {pace}`,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 30,
    hideCursor: true,
    noTTYOutput: true,
    notTTYSchedule: LINE_EVERY_MS,
  });
  let reached = 0;
  bar.start(total, 0, { pace: pace(0) });
  // The engine is done with hundreds of papers at once; meanwhile the time left must not stand still.
  const clock = setInterval(() => bar.update({ pace: pace(reached) }), PACE_EVERY_MS);
  return {
    update: done => {
      reached = Math.min(done, total);
      bar.update(reached, { pace: pace(reached) });
    },
    stop: () => {
      clearInterval(clock);
      bar.stop();
    },
  };
}

/** @returns for example "45 s" or "2 min 5 s" */
function timeLeft(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
