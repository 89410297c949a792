import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findZone, nearestZones, zoneNamed } from '../../src/inspiration/zones.ts';

/** @returns what a text may mean, or what is spelt most like it */
function offered(text: string): readonly string[] {
  const found = findZone(text);
  if (found.kind === 'zone') return [found.zone];
  return found.kind === 'several' ? found.zones : nearestZones(text);
}

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
    ['Sydney', 'Australia/Sydney'],
    ['Berlin, Germany', 'Europe/Berlin'],
    ['UK', 'Europe/London'],
    ['Bosnia and Herzegovina', 'Europe/Sarajevo'],
  ])('is known by a city, or a country that has one: %s', (text, zone) => {
    expect(findZone(text)).toEqual({ kind: 'zone', zone });
    expect(zoneNamed(text)).toBeNull();
  });

  it.each([
    ['Europe/Berln', 'Europe/Berlin'],
    ['Asia/Tokio', 'Asia/Tokyo'],
    ['UTC+1', 'Europe/Berlin'],
    ['GMT-5', 'America/New_York'],
    ['PST', 'America/Los_Angeles'],
    ['United States', 'America/New_York'],
    ['IST', 'Asia/Kolkata'],
    ['Valencia', 'Europe/Madrid'],
  ])('that is none, or one of several, is answered with the nearest: %s', (text, zone) => {
    expect(offered(text)).toContain(zone);
  });

  it('is found by the city that gives it its name', () => {
    for (const zone of Intl.supportedValuesOf('timeZone').filter(name =>
      /^[A-Za-z]+\/[A-Za-z_]+$/u.test(name),
    )) {
      const city = zone.slice(zone.lastIndexOf('/') + 1);
      const found = findZone(city);
      expect(found.kind === 'zone' && found.zone.endsWith(`/${city}`), city).toBe(true);
    }
  });

  it('is always one that clocks can be set by', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), text => {
        const zones = offered(text);
        expect(zones.length).toBeGreaterThan(0);
        for (const timeZone of zones) expect(() => new Intl.DateTimeFormat('en', { timeZone })).not.toThrow();
      }),
      { numRuns: 30 },
    );
  });
});
