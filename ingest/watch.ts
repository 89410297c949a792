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
  /** Does the work once. */
  readonly round: () => Promise<void>;
  /** Ends the watch, as does a ConfigError of a round: no later round would do better. */
  readonly signal: AbortSignal;
  /** Told what whoever watches should know. */
  readonly say: (text: string) => void;
}

/**
 * Does a round at once, and one whenever the clock fits the expression, never two at a time: what comes due
 * during a round is left to the next time. A round that fails is told of, and the next one tries again.
 * @returns once the signal is aborted
 */
export async function watch({ expression, round, signal, say }: WatchOptions): Promise<void> {
  while (!signal.aborted) {
    try {
      await round();
    } catch (error) {
      if (error instanceof ConfigError) throw error;
      if (!signal.aborted) say(`${messageOf(error)} The next round tries again.`);
    }
    if (!signal.aborted) await nextTime(expression, signal, say);
  }
}

function nextTime(expression: string, signal: AbortSignal, say: (text: string) => void): Promise<void> {
  return new Promise(resolve => {
    const end = (): void => {
      signal.removeEventListener('abort', end);
      task.destroy();
      resolve();
    };
    const task = schedule(expression, end);
    signal.addEventListener('abort', end, { once: true });
    const next = task.getNextRun();
    if (next !== null) say(`Next round: ${next.toLocaleString('sv-SE')}.`);
  });
}
