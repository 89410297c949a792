import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clockTime, closedUntil } from '../../../ingest/openreview/windows.ts';

const NOW = Date.parse('2026-11-25T12:00:00.000Z');
const HOUR = 3_600_000;

function until(
  status: number,
  headers: Record<string, string>,
  resetTime: string | null = null,
): number | null {
  const at = closedUntil({ status, headers: new Headers(headers), resetTime }, NOW);
  return at === null ? null : at - NOW;
}

describe('the window in which a server counts requests', () => {
  it.each([
    ['retry-after in seconds', { 'retry-after': '7200' }, null, 2 * HOUR],
    ['retry-after as a date', { 'retry-after': 'Wed, 25 Nov 2026 15:00:00 GMT' }, null, 3 * HOUR],
    ['the time in the answer', {}, '2026-11-25T12:30:00.000Z', HOUR / 2],
    ['ratelimit-reset in seconds', { 'ratelimit-reset': '90' }, null, 90_000],
    ['ratelimit-reset since 1970', { 'ratelimit-reset': String(NOW / 1_000 + 60) }, null, 60_000],
    ['nothing at all', {}, null, 60_000],
    ['what cannot be read', { 'retry-after': 'soon' }, 'tomorrow', 60_000],
  ])('opens again after a 429 by %s', (_, headers, resetTime, wait) => {
    expect(until(429, headers as Record<string, string>, resetTime)).toBe(wait);
  });

  it('is never asked again at once, even where the clocks differ', () => {
    expect(until(429, {}, '2026-11-25T11:00:00.000Z')).toBe(1_000);
    expect(until(429, { 'retry-after': '0' })).toBe(1_000);
  });

  it('is asked about again after a day, whatever it says', () => {
    expect(until(429, { 'retry-after': '99999999999' })).toBe(24 * HOUR);
  });

  it('is waited for when nothing of it is left, before a request is refused', () => {
    expect(until(200, { 'ratelimit-remaining': '0', 'ratelimit-reset': '12' })).toBe(12_000);
    expect(until(200, { 'ratelimit-remaining': '1', 'ratelimit-reset': '12' })).toBeNull();
    expect(until(200, { 'ratelimit-remaining': '0' })).toBeNull();
    expect(until(200, {})).toBeNull();
  });

  it('is a moment between now and a day from now, whatever the headers hold', () => {
    const text = fc.string({ unit: fc.constantFrom(...'0123456789.-: TZ') });
    fc.assert(
      fc.property(text, text, text, (retryAfter, reset, resetTime) => {
        const wait = until(429, { 'retry-after': retryAfter, 'ratelimit-reset': reset }, resetTime);
        expect(wait).toBeGreaterThanOrEqual(1_000);
        expect(wait).toBeLessThanOrEqual(24 * HOUR);
      }),
    );
  });
});

describe('a time of the day', () => {
  it('has seconds where it is near, and the weekday where it is far', () => {
    const at = new Date(2026, 10, 25, 12, 0, 0).getTime();
    expect(clockTime(at + 5_000, at)).toBe('12:00:05');
    expect(clockTime(at + HOUR, at)).toBe('13:00');
    expect(clockTime(at + 20 * HOUR, at)).toMatch(/^Thu,? 08:00$/u);
  });
});
