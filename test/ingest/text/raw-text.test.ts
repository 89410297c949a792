import { describe, expect, it } from 'vitest';
import { rawTextWithin } from '../../../ingest/text/raw-text.ts';
import { PAPER_LIMITS } from '../../../src/paper-limits.ts';

describe('the text of a paper as a file has it', () => {
  const { pages, text } = PAPER_LIMITS;

  it('comes in whole up to its pages and its characters', () => {
    for (const whole of [
      '',
      'a',
      'p\f'.repeat(pages.most),
      `${'p\f'.repeat(pages.most - 1)}p`,
      'x'.repeat(text.most),
    ])
      expect(rawTextWithin(whole)).toEqual({ raw: whole, missing: null });
  });

  it('is cut after them, and says so', () => {
    const { raw, missing } = rawTextWithin('p\f'.repeat(pages.most + 1));
    expect(raw.split('\f')).toHaveLength(pages.most);
    expect(missing).toBe('its text is past the limit of 2,000 pages');
    expect(rawTextWithin('x'.repeat(text.most + 1))).toEqual({
      raw: 'x'.repeat(text.most),
      missing: 'its text is past the limit of 5,000,000 characters',
    });
  });
});
