import { describe, expect, it } from 'vitest';
import { tidy } from '../../../ingest/fields.ts';
import { paperText } from '../../../ingest/text/paper-text.ts';
import { withoutPiles } from '../../../ingest/text/piles.ts';

describe('marks on a letter', () => {
  it('stay as they are, up to thirty', () => {
    const letter = `e${'\u0301'.repeat(30)}`;
    expect(withoutPiles(`a${letter}b`)).toBe(`a${letter}b`);
    expect(withoutPiles(`a${letter}\u0301b`)).toBe(`a${letter}b`);
  });

  it('that are as many as a page has letters cost no more than letters', () => {
    const pile = '\u0301\u0316'.repeat(500_000);
    const { pages } = paperText(`Paper a${pile}\fNext page`);
    expect(pages).toHaveLength(2);
    expect(pages[0]?.body.length).toBeLessThan(50);
    expect(tidy(`a${pile} b`).length).toBeLessThan(50);
  });
});
