import { setImmediate as nextRound } from 'node:timers/promises';
import { BusyError } from '../errors.ts';

/** How much is taken on; who comes beyond it hears at once that there is too much to do. */
export interface TurnLimits {
  /** Commands that are worked on at a time, in all and of one person. */
  readonly atWork: number;
  readonly atWorkEach: number;
  /** Commands that wait for that, in all and of one person. */
  readonly waiting: number;
  readonly waitingEach: number;
  /** How long one waits at most, in milliseconds. */
  readonly waitMs: number;
}

/**
 * An answer takes some milliseconds of the only thread: few at a time leave room for acknowledging what comes in. Where
 * the engine hangs, it takes three persons to hold all the places. Somebody should hear something within 3 s: half of
 * that may be spent waiting, and not many more wait than can be answered in it.
 */
const LIMITS: TurnLimits = { atWork: 12, atWorkEach: 4, waiting: 240, waitingEach: 60, waitMs: 1_500 };

/**
 * The event loop lets in one new connection a round (libuv does since 1.45). With so many rounds before each piece of
 * work, connections come in faster than work is done.
 */
const ROUNDS_BEFORE_WORK = 8;

/** Takes commands in turn among those who ask, however many one of them asks at once. */
export interface Turns {
  /**
   * @param who whose turn it takes: one key for each person
   * @param cancelled takes it out of the line, as long as it waits there
   * @returns what the work gives
   * @throws BusyError where too much waits already, or once it has waited too long: the work is never begun then
   */
  take<T>(who: string, work: () => Promise<T>, cancelled?: AbortSignal): Promise<T>;
}

interface Waiting {
  readonly since: number;
  begin(): void;
  giveUp(): void;
}

/** @param now milliseconds since 1970: after the sleep of a machine, what waited before is not worked on any more */
export function createTurns(limits: TurnLimits = LIMITS, now: () => number = Date.now): Turns {
  const atWork = new Map<string, number>();
  /** In the order in which the turns come; none is empty. */
  const lines = new Map<string, Waiting[]>();
  let working = 0;
  let waiting = 0;

  const hasPlace = (who: string): boolean =>
    working < limits.atWork && (atWork.get(who) ?? 0) < limits.atWorkEach;

  const enter = (who: string): void => {
    working += 1;
    atWork.set(who, (atWork.get(who) ?? 0) + 1);
  };

  const leave = (who: string): void => {
    working -= 1;
    const left = (atWork.get(who) ?? 0) - 1;
    if (left > 0) atWork.set(who, left);
    else atWork.delete(who);
    beginNext();
  };

  /** Whoever has had a turn goes to the end, where this loop meets them again as long as there are places. */
  const beginNext = (): void => {
    for (const [who, line] of lines) {
      const [first, ...others] = line;
      if (first === undefined || !hasPlace(who)) continue;
      lines.delete(who);
      if (others.length > 0) lines.set(who, others);
      waiting -= 1;
      if (now() - first.since >= limits.waitMs) first.giveUp();
      else {
        enter(who);
        first.begin();
      }
    }
  };

  const stepOut = (who: string, one: Waiting): void => {
    const line = lines.get(who) ?? [];
    const others = line.filter(other => other !== one);
    waiting -= line.length - others.length;
    if (others.length > 0) lines.set(who, others);
    else lines.delete(who);
  };

  /** Makes room for one more of this person, where somebody else has more that waits. */
  const makeRoom = (who: string): boolean => {
    const own = lines.get(who)?.length ?? 0;
    if (own >= limits.waitingEach) return false;
    if (waiting < limits.waiting) return true;
    const [longest] = [...lines].toSorted(([, one], [, other]) => other.length - one.length);
    const last = longest?.[1].at(-1);
    if (longest === undefined || last === undefined || longest[1].length <= own + 1) return false;
    stepOut(longest[0], last);
    last.giveUp();
    return true;
  };

  /** Returns once the person has a place at work. */
  const placeFor = (who: string, cancelled: AbortSignal | undefined): Promise<void> => {
    cancelled?.throwIfAborted();
    if (hasPlace(who) && !lines.has(who)) {
      enter(who);
      return Promise.resolve();
    }
    if (!makeRoom(who)) throw new BusyError();
    return new Promise((resolve, reject) => {
      const over = (end: () => void): void => {
        clearTimeout(timer);
        cancelled?.removeEventListener('abort', cancel);
        end();
      };
      const one: Waiting = {
        since: now(),
        begin: () => over(resolve),
        giveUp: () => over(() => reject(new BusyError())),
      };
      const cancel = (): void => {
        stepOut(who, one);
        over(() => reject(cancelled?.reason));
      };
      const timer = setTimeout(() => {
        stepOut(who, one);
        one.giveUp();
      }, limits.waitMs);
      cancelled?.addEventListener('abort', cancel);
      lines.set(who, [...(lines.get(who) ?? []), one]);
      waiting += 1;
    });
  };

  return {
    take: async (who, work, cancelled) => {
      await placeFor(who, cancelled);
      try {
        for (let round = 0; round < ROUNDS_BEFORE_WORK; round += 1) await nextRound();
        return await work();
      } finally {
        leave(who);
      }
    },
  };
}
