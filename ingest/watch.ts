import { schedule, validateDetailed } from 'node-cron';
import { ConfigError, messageOf } from '../src/errors.ts';

/** @returns what is wrong with a cron expression, or null where it is understood */
export function cronProblem(expression: string): string | null {
  const { valid, errors } = validateDetailed(expression);
  return valid ? null : errors.map(({ message }) => message).join('; ');
}

export interface WatchOptions {
  /** Understood: see cronProblem. */
  readonly expression: string;
  /**
   * Does the work once.
   * @param due aborted when the next round is due: what can wait is left to it
   */
  readonly round: (due: AbortSignal) => Promise<void>;
  /** Ends the watch, as does a ConfigError of a round: no later round would do better. */
  readonly signal: AbortSignal;
  /** Told what whoever watches should know. */
  readonly say: (text: string) => void;
}

/**
 * Does a round at once, and one whenever the clock fits the expression, never two at a time: one that comes due
 * during another follows it. A round that fails is told of, and the next one tries again.
 * @returns once the signal is aborted
 */
export async function watch({ expression, round, signal, say }: WatchOptions): Promise<void> {
  const tell = (error: unknown): void => {
    if (error instanceof ConfigError) throw error;
    if (!signal.aborted) say(`${messageOf(error)} The next round tries again.`);
  };
  while (!signal.aborted) {
    const due = new AbortController();
    const clock = schedule(expression, () => due.abort());
    try {
      await round(due.signal).catch(tell);
      const next = clock.getNextRun();
      if (!signal.aborted && !due.signal.aborted && next !== null) say(`Next round: ${localTime(next)}.`);
      await abortOf(AbortSignal.any([signal, due.signal]));
    } finally {
      await clock.destroy();
    }
  }
}

/** @returns for example "2026-11-25 14:05:00" */
function localTime(date: Date): string {
  return date.toLocaleString('sv-SE');
}

function abortOf(signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
