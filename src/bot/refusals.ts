import { messageOf } from '../errors.ts';
import type { Log } from '../log.ts';

/** Under load there is one after the other, and a line for each would fill a disk. */
const LINE_EVERY_MS = 60_000;

/**
 * Tells the operator that commands were not answered because there was too much to do: at once of the first, and
 * then once a minute of how many there were.
 * @param now milliseconds, of a clock that is never set
 * @returns takes what refused a command, where something is known of it
 */
export function createRefusals(
  log: Log,
  now: () => number = () => performance.now(),
): (cause: unknown) => void {
  let toldAt = Number.NEGATIVE_INFINITY;
  let count = 0;
  return cause => {
    count += 1;
    if (now() - toldAt < LINE_EVERY_MS) return;
    const what = count === 1 ? 'a command was' : `${count} commands were`;
    const why = cause === undefined ? 'more is asked than can be answered' : messageOf(cause);
    log.warn(`${what} told that I am busy: ${why}`);
    toldAt = now();
    count = 0;
  };
}
