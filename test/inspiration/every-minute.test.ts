import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { everyMinute } from '../../src/inspiration/every-minute.ts';

const MINUTE_MS = 60_000;

let ticks = 0;
let end: () => Promise<void>;
beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-25T09:00:30Z') });
  ticks = 0;
  end = everyMinute(() => {
    ticks += 1;
  });
});
afterEach(async () => {
  await end();
  vi.useRealTimers();
});

describe('every minute', () => {
  it('there is a tick, at its beginning', async () => {
    await vi.advanceTimersByTimeAsync(29_000);
    expect(ticks).toBe(0);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(ticks).toBe(1);
    await vi.advanceTimersByTimeAsync(10 * MINUTE_MS);
    expect(ticks).toBe(11);
  });

  it('there is one again soon after the clock was set back', async () => {
    await vi.advanceTimersByTimeAsync(5 * MINUTE_MS);
    vi.setSystemTime(new Date('2026-11-25T07:00:00Z'));
    const before = ticks;
    await vi.advanceTimersByTimeAsync(10 * MINUTE_MS);
    expect(ticks - before).toBeGreaterThanOrEqual(6);
    expect(ticks - before).toBeLessThanOrEqual(10);
  });

  it('there is none after the end', async () => {
    await end();
    await vi.advanceTimersByTimeAsync(10 * MINUTE_MS);
    expect(ticks).toBe(0);
  });
});
