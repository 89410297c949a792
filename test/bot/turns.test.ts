import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTurns, type TurnLimits } from '../../src/bot/turns.ts';
import { BusyError } from '../../src/errors.ts';

const LIMITS: TurnLimits = { atWork: 4, atWorkEach: 2, waiting: 10, waitingEach: 6, waitMs: 1_000 };

/** Work that is done when a test says so, in the order in which it was begun. */
function workshop(limits: TurnLimits = LIMITS) {
  const turns = createTurns(limits);
  const begun: string[] = [];
  const outcomes = new Map<string, unknown>();
  const ends: (() => void)[] = [];
  return {
    begun,
    outcomes,
    /** Asks for the work of this name, which begins with whose it is: "ada 1". */
    ask: (name: string, cancelled?: AbortSignal): void => {
      const [who = ''] = name.split(' ');
      const work = (): Promise<string> => {
        begun.push(name);
        return new Promise(resolve => ends.push(() => resolve('done')));
      };
      turns.take(who, work, cancelled).then(
        value => outcomes.set(name, value),
        error => outcomes.set(name, error instanceof BusyError ? 'busy' : error),
      );
    },
    finishNext: (): void => ends.shift()?.(),
    turns,
  };
}

const names = (who: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${who} ${index + 1}`);

/** Lets all begin that can. */
async function settle(): Promise<void> {
  for (let round = 0; round < 30; round += 1) await new Promise(resolve => setImmediate(resolve));
}

/** The clock stands still, but where a test moves it: a busy machine is no part of this. */
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('turns', () => {
  it('are given at once as long as there are places, so many of one person', async () => {
    const { ask, begun } = workshop();
    for (const name of [...names('ada', 3), ...names('bob', 3)]) ask(name);
    await settle();
    expect(begun).toEqual(['ada 1', 'ada 2', 'bob 1', 'bob 2']);
  });

  it('go round among those who wait, however many one of them asks', async () => {
    const { ask, begun, finishNext } = workshop({ ...LIMITS, atWork: 1, atWorkEach: 1 });
    for (const name of [...names('ada', 4), ...names('bob', 2), ...names('eve', 1)]) ask(name);
    for (let done = 0; done < 7; done += 1) {
      await settle();
      finishNext();
    }
    expect(begun).toEqual(['ada 1', 'ada 2', 'bob 1', 'eve 1', 'ada 3', 'bob 2', 'ada 4']);
  });

  it('leave a place to another person while the work of one hangs', async () => {
    const { ask, begun, outcomes } = workshop();
    for (const name of names('ada', 1_500)) ask(name);
    ask('bob 1');
    await settle();
    expect(begun).toEqual(['ada 1', 'ada 2', 'bob 1']);
    expect([...outcomes.values()]).toEqual(Array(1_500 - 2 - 6).fill('busy'));
  });

  it('give back the place of work that fails', async () => {
    const { ask, begun, turns } = workshop({ ...LIMITS, atWork: 1, atWorkEach: 1 });
    await expect(
      turns.take('ada', async () => {
        throw new Error('broken');
      }),
    ).rejects.toThrow('broken');
    ask('ada 1');
    await settle();
    expect(begun).toEqual(['ada 1']);
  });

  it('are refused at once beyond what may wait in all', async () => {
    const { ask, outcomes } = workshop({ ...LIMITS, atWork: 1, waiting: 3 });
    ask('ada 1');
    for (const who of ['bob', 'eve', 'kim', 'lea']) ask(`${who} 1`);
    await settle();
    expect([...outcomes]).toEqual([['lea 1', 'busy']]);
  });

  it('are taken from whoever waits with most, for one who waits with less', async () => {
    const { ask, outcomes, begun, finishNext } = workshop({ ...LIMITS, atWork: 1, waiting: 4 });
    for (const name of names('ada', 5)) ask(name);
    ask('bob 1');
    await settle();
    expect([...outcomes]).toEqual([['ada 5', 'busy']]);
    finishNext();
    await settle();
    finishNext();
    await settle();
    expect(begun).toEqual(['ada 1', 'ada 2', 'bob 1']);
  });

  it('are not begun any more where nobody waits for them, and their place in the line is free', async () => {
    const { ask, outcomes, begun, finishNext } = workshop({ ...LIMITS, atWork: 1, waitingEach: 1 });
    const cancelling = new AbortController();
    ask('ada 1');
    ask('ada 2', cancelling.signal);
    cancelling.abort('gone');
    await settle();
    ask('ada 3');
    finishNext();
    await settle();
    expect([...outcomes]).toEqual([
      ['ada 2', 'gone'],
      ['ada 1', 'done'],
    ]);
    expect(begun).toEqual(['ada 1', 'ada 3']);
  });

  it('are none for what is cancelled before', async () => {
    const { ask, begun, outcomes } = workshop();
    ask('ada 1', AbortSignal.abort('gone'));
    await settle();
    expect(begun).toEqual([]);
    expect([...outcomes]).toEqual([['ada 1', 'gone']]);
  });

  it('are refused, all, where nothing may wait', async () => {
    const { ask, outcomes } = workshop({ ...LIMITS, atWork: 1, waiting: 0 });
    ask('ada 1');
    ask('bob 1');
    await settle();
    expect([...outcomes]).toEqual([['bob 1', 'busy']]);
  });
});

describe('by the clock, turns', () => {
  it('are waited for so long, and no longer', async () => {
    const { ask, outcomes, begun, finishNext } = workshop({ ...LIMITS, atWork: 1 });
    ask('ada 1');
    ask('bob 1');
    vi.advanceTimersByTime(500);
    ask('eve 1');
    vi.advanceTimersByTime(500);
    await settle();
    expect([...outcomes]).toEqual([['bob 1', 'busy']]);
    finishNext();
    await settle();
    expect(begun).toEqual(['ada 1', 'eve 1']);
  });

  it('are over after the sleep of a machine, in which no timer ran', async () => {
    const { ask, outcomes, begun, finishNext } = workshop({ ...LIMITS, atWork: 1 });
    ask('ada 1');
    ask('bob 1');
    await settle();
    vi.setSystemTime(Date.now() + 30 * 60_000);
    finishNext();
    await settle();
    expect(begun).toEqual(['ada 1']);
    expect(outcomes.get('bob 1')).toBe('busy');
  });
});
