import { describe, expect, it } from 'vitest';
import { shortVenue, venueYear } from '../src/venue.ts';

describe('a venue', () => {
  it.each([
    ['ICLR.cc/2019/Conference', 'ICLR 2019', 2019],
    ['ICLR.cc/2018/Workshop', 'ICLR 2018 Workshop', 2018],
    ['ICLR.cc/2021/Workshop/GTRL', 'ICLR 2021 Workshop GTRL', 2021],
    ['NeurIPS.cc/2023/Conference', 'NeurIPS 2023', 2023],
    ['Reading group 2024', 'Reading group 2024', 2024],
    ['A venue of no year', 'A venue of no year', null],
    ['Order 120190', 'Order 120190', null],
  ])('%s is %s', (venue, short, year) => {
    expect(shortVenue(venue)).toBe(short);
    expect(venueYear(venue)).toBe(year);
  });
});
