import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  daysBetween,
  localDay,
  localTime,
  nextPost,
  type Schedule,
  scheduleProblem,
  scheduleText,
} from '../../src/inspiration/schedule.ts';

/** @returns the next posts of a channel that gets every one of them on time */
function posts(schedule: Schedule, from: string, howMany: number): string[] {
  const seen: string[] = [];
  let [after, day]: [number, string | null] = [Date.parse(from), null];
  while (seen.length < howMany) {
    const run = nextPost(schedule, after, day);
    if (run === null) break;
    seen.push(new Date(run).toISOString());
    [after, day] = [run, localDay(schedule.zone, run)];
  }
  return seen;
}

describe('the next post', () => {
  it('comes on the day on which 02:30 is leapt over, when the clocks have leapt', () => {
    expect(posts({ cron: '30 2 * * *', zone: 'Europe/Berlin' }, '2027-03-27T00:00:00Z', 3)).toEqual([
      '2027-03-27T01:30:00.000Z',
      '2027-03-28T01:00:00.000Z',
      '2027-03-29T00:30:00.000Z',
    ]);
  });

  it('comes once on the day that has 02:30 twice', () => {
    expect(posts({ cron: '30 2 * * *', zone: 'Europe/Berlin' }, '2027-10-30T00:00:00Z', 3)).toEqual([
      '2027-10-30T00:30:00.000Z',
      '2027-10-31T00:30:00.000Z',
      '2027-11-01T01:30:00.000Z',
    ]);
  });

  it('comes by clocks that are half an hour off', () => {
    expect(posts({ cron: '0 9 * * 1-5', zone: 'Asia/Kolkata' }, '2027-01-01T00:00:00Z', 2)).toEqual([
      '2027-01-01T03:30:00.000Z',
      '2027-01-04T03:30:00.000Z',
    ]);
  });

  it('comes on the other side of the date line a day before', () => {
    expect(posts({ cron: '0 9 * * 1', zone: 'Pacific/Apia' }, '2027-01-01T00:00:00Z', 1)).toEqual([
      '2027-01-03T20:00:00.000Z',
    ]);
  });

  it('leaves out the day that Apia did, when it went over the date line', () => {
    expect(posts({ cron: '0 9 * * *', zone: 'Pacific/Apia' }, '2011-12-29T00:00:00Z', 2)).toEqual([
      '2011-12-29T19:00:00.000Z',
      '2011-12-30T19:00:00.000Z',
    ]);
    expect(localDay('Pacific/Apia', Date.parse('2011-12-29T19:00:00Z'))).toBe('2011-12-29');
    expect(localDay('Pacific/Apia', Date.parse('2011-12-30T19:00:00Z'))).toBe('2011-12-31');
  });

  it('comes on a leap day, and waits four years for the next', () => {
    expect(posts({ cron: '0 9 29 2 *', zone: 'UTC' }, '2027-01-01T00:00:00Z', 2)).toEqual([
      '2028-02-29T09:00:00.000Z',
      '2032-02-29T09:00:00.000Z',
    ]);
    expect(posts({ cron: '0 9 * * *', zone: 'Europe/Berlin' }, '2028-02-28T12:00:00Z', 2)).toEqual([
      '2028-02-29T08:00:00.000Z',
      '2028-03-01T08:00:00.000Z',
    ]);
  });

  it('comes once a day, even where the expression says every hour or every second', () => {
    for (const cron of ['0 * * * *', '* * * * * *']) {
      const days = posts({ cron, zone: 'Europe/Berlin' }, '2027-03-26T12:00:00Z', 5).map(at =>
        localDay('Europe/Berlin', Date.parse(at)),
      );
      expect(days).toEqual(['2027-03-26', '2027-03-27', '2027-03-28', '2027-03-29', '2027-03-30']);
    }
  });

  it('comes after the day that had its post, however far the clock was set back since', () => {
    const schedule = { cron: '0 9 * * *', zone: 'UTC' };
    const run = nextPost(schedule, Date.parse('2027-01-01T00:00:00Z'), '2027-06-15');
    expect(run).toBe(Date.parse('2027-06-16T09:00:00Z'));
  });

  it('is later than the moment and the day before it, in every zone', () => {
    const zones = [
      'Europe/Berlin',
      'Asia/Kolkata',
      'Pacific/Apia',
      'America/Havana',
      'Australia/Lord_Howe',
      'UTC',
    ];
    const moments = fc.date({
      min: new Date('2026-01-01'),
      max: new Date('2030-01-01'),
      noInvalidDate: true,
    });
    const pattern = fc.record({
      minute: fc.nat(59),
      hour: fc.nat(23),
      days: fc.constantFrom('*', '1-5', '0,6', '3'),
    });
    fc.assert(
      fc.property(fc.constantFrom(...zones), moments, pattern, (zone, moment, { minute, hour, days }) => {
        const schedule = { cron: `${minute} ${hour} * * ${days}`, zone };
        const after = moment.getTime();
        const today = localDay(zone, after);
        const run = nextPost(schedule, after, today);
        expect(run).toBeGreaterThan(after);
        expect(localDay(zone, run ?? 0) > today).toBe(true);
        expect(daysBetween(today, localDay(zone, run ?? 0))).toBeLessThanOrEqual(7);
      }),
    );
  });
});

describe('a schedule', () => {
  it('is said in words', () => {
    const zone = 'Europe/Berlin';
    expect(scheduleText({ cron: '5 9 * * *', zone })).toBe('every day at 09:05 (Europe/Berlin)');
    expect(scheduleText({ cron: '0 9 * * 1-5', zone })).toBe('on weekdays at 09:00 (Europe/Berlin)');
    expect(scheduleText({ cron: '0 9 * * 0,6', zone })).toBe('on weekends at 09:00 (Europe/Berlin)');
    expect(scheduleText({ cron: '0 9 * * 1,4-5', zone })).toBe(
      'on Mondays, Thursdays to Fridays at 09:00 (Europe/Berlin)',
    );
    expect(scheduleText({ cron: '*/5 9 1 * *', zone })).toBe(
      'by the cron expression */5 9 1 * * (Europe/Berlin)',
    );
    expect(localTime('Asia/Tokyo', Date.parse('2026-11-25T23:00:00Z'))).toBe('Thu, 26 Nov 2026, 08:00');
  });

  it('is told apart from what never comes due', () => {
    const now = Date.parse('2026-11-25T00:00:00Z');
    expect(scheduleProblem({ cron: '0 9 * * *', zone: 'UTC' }, now)).toBeNull();
    expect(scheduleProblem({ cron: '0 9 30 2 *', zone: 'UTC' }, now)).toBe('never comes due');
    expect(scheduleProblem({ cron: '0 25 * * *', zone: 'UTC' }, now)).toMatch(/Invalid value for hour/u);
    expect(scheduleProblem({ cron: '0 9 * * *', zone: 'Nowhere/At_All' }, now)).not.toBeNull();
  });
});
