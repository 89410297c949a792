import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseOrder, scheduleOf } from '../../src/inspiration/order.ts';
import { scheduleProblem } from '../../src/inspiration/schedule.ts';

const USUAL = { cron: '0 9 * * 1-5', zone: 'UTC' };

/** @returns "minute hour days zone" of what is subscribed to */
function wished(text: string): string {
  const order = parseOrder(text);
  if (order?.kind !== 'subscribe') throw new Error(`${text} is ${JSON.stringify(order)}`);
  const { cron, zone } = scheduleOf(order, USUAL);
  return `${cron.replace(' * *', '')} ${zone}`;
}

describe('what stands after daily', () => {
  it.each([
    ['', '0 9 1-5 UTC'],
    ['09:30 Europe/Berlin', '30 9 * Europe/Berlin'],
    ['weekdays 8:00 Asia/Tokyo', '0 8 1-5 Asia/Tokyo'],
    ['Asia/Tokyo', '0 9 1-5 Asia/Tokyo'],
    ['weekends', '0 9 0,6 UTC'],
    ['9am', '0 9 * UTC'],
    ['9:30 pm new york', '30 21 * America/New_York'],
    ['at 12 am', '0 0 * UTC'],
    ['24:00', '0 0 * UTC'],
    ['0930', '30 9 * UTC'],
    ['every day at 7 in Munich', '0 7 * Europe/Berlin'],
    ['mon, thursdays 8.15', '15 8 1,4 UTC'],
    ['Sunday and Monday 8h', '0 8 0,1 UTC'],
  ])('chooses the time: %j', (text, schedule) => {
    expect(wished(text)).toBe(schedule);
  });

  it.each([
    ['off', 'off'],
    ['stop', 'off'],
    ['Status', 'status'],
    ['preview', 'preview'],
  ])('is a word for something else: %s', (text, kind) => {
    expect(parseOrder(text)).toEqual({ kind });
  });

  it.each([
    'activity recognition',
    'activities',
    '3d reconstruction',
    'off policy',
    'status quo',
    'routines',
  ])('is a search where it is no order: %s', text => {
    expect(parseOrder(text)).toBeNull();
  });

  it.each([
    ['25:00 Europe/Berlin', 'time', '25:00', '23:00 Europe/Berlin'],
    ['9:75', 'time', '9:75', '09:59'],
    ['13pm', 'time', '13pm', '13:00'],
    ['8:00 9:00', 'time', '8:00 9:00', '8:00'],
    ['weekdys 8:00 Asia/Tokyo', 'days', 'weekdys', 'weekdays 8:00 Asia/Tokyo'],
    ['9 PST', 'zone', 'PST', '9 America/Los_Angeles'],
    ['9:30 Europe/Berln', 'zone', 'Europe/Berln', '9:30 Europe/Berlin'],
  ])('that is not understood is answered with the nearest that is: %s', (text, what, part, nearest) => {
    const order = parseOrder(text);
    expect(order).toMatchObject({ kind: 'unknown', what, text: part });
    expect(order?.kind === 'unknown' && order.orders[0]).toBe(nearest);
    expect(() => wished(nearest)).not.toThrow();
  });

  it('keeps what the channel has, as far as it is left open', () => {
    const mine = { cron: '30 7 * * 1', zone: 'Asia/Tokyo' };
    const order = parseOrder('Europe/Berlin');
    expect(order?.kind === 'subscribe' && scheduleOf(order, mine)).toEqual({
      cron: '30 7 * * 1',
      zone: 'Europe/Berlin',
    });
  });

  it('is always an order that can be kept, or none', () => {
    const word = fc.constantFrom(
      '9',
      '25:61',
      'mon',
      'weekdays',
      'off',
      'Tokyo',
      '12pm',
      '/',
      ',',
      'at',
      'x',
      '0:0',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'grapheme' }),
          fc.array(word).map(words => words.join(' ')),
        ),
        text => {
          const order = parseOrder(text);
          if (order?.kind === 'unknown') expect(order.orders.length).toBeGreaterThan(0);
          if (order?.kind === 'subscribe') expect(scheduleProblem(scheduleOf(order, USUAL), 0)).toBeNull();
        },
      ),
    );
  });
});
