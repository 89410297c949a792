import type { WriteStream } from 'node:tty';
import cliProgress from 'cli-progress';

/** Shows how far a run is: a bar in a terminal, a line every few seconds elsewhere. */
export interface Progress {
  start(total: number): void;
  update(done: number): void;
  /** Says what the run waits for, in the place of its pace; null when it goes on. */
  status(text: string | null): void;
  stop(): void;
  readonly done: number;
  readonly total: number;
}

const LINE_EVERY_MS = 3_000;
const PACE_EVERY_MS = 1_000;

export function showProgress(stream: WriteStream): Progress {
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
  let [startedAt, done, total] = [Date.now(), 0, 0];
  let waiting: string | null = null;
  let clock: NodeJS.Timeout | null = null;

  const pace = (): string => {
    if (waiting !== null) return waiting;
    if (done === 0) return 'starting';
    const perSecond = (1_000 * done) / (Date.now() - startedAt);
    return `${perSecond.toFixed(perSecond < 1 ? 2 : 0)} a second · ${timeLeft((total - done) / perSecond)} left`;
  };
  const show = (): void => {
    bar.start(total, done, { pace: pace() });
    // The engine is done with hundreds of papers at once; meanwhile the time left must not stand still.
    clock = setInterval(() => bar.update({ pace: pace() }), PACE_EVERY_MS);
  };
  const hide = (): void => {
    if (clock === null) return;
    clearInterval(clock);
    clock = null;
    bar.stop();
  };

  return {
    start: papers => {
      total = papers;
      startedAt = Date.now();
      show();
    },
    update: papers => {
      done = Math.min(papers, total);
      if (clock !== null) bar.update(done, { pace: pace() });
    },
    status: text => {
      if (text === waiting) return;
      waiting = text;
      // A bar can say it; without one it is said once, and not every three seconds for hours.
      if (stream.isTTY && clock !== null) bar.update({ pace: pace() });
      else if (text !== null) {
        hide();
        stream.write(`${text}\n`);
      } else if (total > 0) show();
    },
    stop: hide,
    get done() {
      return done;
    },
    get total() {
      return total;
    },
  };
}

/** @returns for example "45 s", "2 min 5 s" or "7 h 12 min" */
function timeLeft(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  return minutes < 60
    ? `${minutes} min ${whole % 60} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
