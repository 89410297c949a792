import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseVenues } from '../../../ingest/openreview/venue-names.ts';
import { SourceError } from '../../../src/errors.ts';

function likeliest(...words: string[]): (string | undefined)[] {
  return parseVenues(words).map(({ ids }) => ids[0]);
}

describe('the venues of a command line', () => {
  it.each([
    [['ICLR 2019'], ['ICLR.cc/2019/Conference']],
    [['ICLR', '2019'], ['ICLR.cc/2019/Conference']],
    [['iclr2019'], ['ICLR.cc/2019/Conference']],
    [['ICLR.cc/2019/Conference'], ['ICLR.cc/2019/Conference']],
    [
      ['NeurIPS.cc/2021/Track/Datasets_and_Benchmarks/Round1'],
      ['NeurIPS.cc/2021/Track/Datasets_and_Benchmarks/Round1'],
    ],
    [['https://openreview.net/group?id=ICLR.cc/2024/Conference#tab'], ['ICLR.cc/2024/Conference']],
    [
      ['ICLR', '2018..2020'],
      ['ICLR.cc/2018/Conference', 'ICLR.cc/2019/Conference', 'ICLR.cc/2020/Conference'],
    ],
    [
      ['ICLR 2019, 2021', 'ICLR 2019'],
      ['ICLR.cc/2019/Conference', 'ICLR.cc/2021/Conference'],
    ],
    [
      ['ICLR', '2019', 'ICLR.cc/2018/Workshop'],
      ['ICLR.cc/2019/Conference', 'ICLR.cc/2018/Workshop'],
    ],
  ])('%j are %j', (words, ids) => {
    expect(likeliest(...words)).toEqual(ids);
  });

  it('know the years that OpenReview writes with a small letter, and the other way as well', () => {
    expect(parseVenues(['ICLR 2017'])[0]?.ids).toEqual([
      'ICLR.cc/2017/conference',
      'ICLR.cc/2017/Conference',
    ]);
    expect(parseVenues(['ICLR 2018'])[0]?.ids).toEqual([
      'ICLR.cc/2018/Conference',
      'ICLR.cc/2018/conference',
    ]);
  });

  it.each([
    'ICLR',
    '',
    '2019',
    'ICML 2020',
    'ICLR 20199',
    'ICLR 2026..2018',
    'ICLR 1999',
    'ICLR 2013..9999',
    'ICLR ICLR',
  ])('are refused where they are "%s", with examples', words => {
    expect(() => parseVenues([words])).toThrow(SourceError);
    expect(() => parseVenues([words])).toThrow('ICLR 2018..2026');
  });

  it('are ids that fit a request, or an error that says why not, whatever is typed', () => {
    const typed = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'ICLR 20189.-,/') }));
    fc.assert(
      fc.property(fc.array(typed, { minLength: 1, maxLength: 4 }), words => {
        try {
          const venues = parseVenues(words);
          expect(venues.length).toBeGreaterThan(0);
          for (const { ids } of venues) for (const id of ids) expect(id).toMatch(/^[\w.-]+(?:\/[\w.-]+)+$/u);
        } catch (error) {
          expect(error).toBeInstanceOf(SourceError);
        }
      }),
    );
  });
});
