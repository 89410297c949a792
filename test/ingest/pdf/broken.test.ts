import { describe, expect, it } from 'vitest';
import { faultOf } from '../../../ingest/pdf/broken.ts';

const PROSE =
  'The cat purrs, and while it purrs a kitten of 3 weeks sleeps in a basket that is by the fire. '.repeat(8);

describe('faultOf', () => {
  it('finds nothing wrong with prose, with formulas in it, or with a page that is a picture', () => {
    expect(faultOf([PROSE, `${PROSE} p ( x | y ) = 1 / Z e − E ( x , y )`, ''])).toBeNull();
  });

  it('knows a word without end from words without gaps', () => {
    expect(faultOf([`${PROSE} ${'ACGT'.repeat(20)}`])).toBeNull();
    expect(faultOf([PROSE.replaceAll(' ', '')])).toBe('fused words');
    expect(faultOf([`${PROSE} ${PROSE.replaceAll(' ', '')}`])).toBe('fused words');
  });

  it('finds letters that came apart', () => {
    expect(faultOf([[...PROSE.replaceAll(' ', '')].join(' ')])).toBe('scattered letters');
  });

  it('finds characters that mean nothing', () => {
    for (const unknown of ['\uFFFD', '\uE123', '\u0000', '\u{10FFFF}']) {
      expect(faultOf([PROSE.replaceAll('e', unknown)])).toBe('unknown characters');
    }
    expect(faultOf([`${PROSE}\uFFFD`])).toBeNull();
  });

  it('finds files, or most of their pages, without a letter', () => {
    expect(faultOf([])).toBe('no text');
    expect(faultOf(['', ' … '])).toBe('no text');
    expect(faultOf([PROSE, '', ''])).toBe('pages without text');
  });

  it('says nothing of a few words, nor of scripts that part none', () => {
    expect(faultOf(['donaudampfschifffahrtsgesellschaft'])).toBeNull();
    expect(faultOf(['猫はのどを鳴らす'.repeat(100)])).toBeNull();
  });
});
