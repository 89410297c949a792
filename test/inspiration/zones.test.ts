import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findZone, isZoneName } from '../../src/inspiration/zones.ts';

describe('a time zone', () => {
  it.each([
    ['Europe/Berlin', 'Europe/Berlin'],
    ['europe/berlin', 'Europe/Berlin'],
    ['America/New York', 'America/New_York'],
    ['Asia/Kolkata', 'Asia/Kolkata'],
    ['Asia/Calcutta', 'Asia/Calcutta'],
    ['Europe/Kyiv', 'Europe/Kyiv'],
    ['utc', 'UTC'],
    ['etc/gmt+5', 'Etc/GMT+5'],
  ])('is known by its name: %s', (text, zone) => {
    expect(findZone(text)).toEqual({ kind: 'zone', zone });
  });

  it.each([
    ['new york', 'America/New_York'],
    ['Munich', 'Europe/Berlin'],
    ['São Paulo', 'America/Sao_Paulo'],
    ['Japan', 'Asia/Tokyo'],
  ])('is known by a city, or a country that has one: %s', (text, zone) => {
    expect(findZone(text)).toEqual({ kind: 'zone', zone });
    expect(isZoneName(text)).toBe(false);
  });

  it.each([
    ['Europe/Berln', 'Europe/Berlin'],
    ['Asia/Tokio', 'Asia/Tokyo'],
    ['UTC+1', 'Europe/Berlin'],
    ['GMT-5', 'America/New_York'],
    ['PST', 'America/Los_Angeles'],
    ['United States', 'America/New_York'],
  ])('that is none, or one of several, is answered with the nearest: %s', (text, zone) => {
    const found = findZone(text);
    expect(found.kind !== 'zone' && found.nearest).toContain(zone);
  });

  it('is always one that clocks can be set by', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), text => {
        const found = findZone(text);
        const zones = found.kind === 'zone' ? [found.zone] : found.nearest;
        expect(zones.length).toBeGreaterThan(0);
        for (const timeZone of zones) expect(() => new Intl.DateTimeFormat('en', { timeZone })).not.toThrow();
      }),
      { numRuns: 30 },
    );
  });
});
