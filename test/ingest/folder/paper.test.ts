import { describe, expect, it } from 'vitest';
import { missingPages } from '../../../ingest/folder/paper.ts';

const pages = (count: number): string[] => Array.from({ length: count }, () => 'Text.');

describe('what is said of pages that could not be read', () => {
  it.each([
    [pages(2), [], null],
    [
      pages(12),
      [2, 5].map(page => ({ page, reason: 'no such font' })),
      '2 of 12 pages could not be read (p. 2, 5: no such font)',
    ],
    [
      pages(12),
      Array.from({ length: 11 }, (_, index) => ({ page: index + 1, reason: 'no such font' })),
      '11 of 12 pages could not be read (p. 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, …: no such font)',
    ],
    [
      pages(2),
      [
        { page: 1, reason: 'no such font' },
        { page: 3, reason: 'this page and those after it are past the limit of 2 pages' },
      ],
      '1 of 2 pages could not be read (p. 1: no such font); p. 3: this page and those after it are past the limit of 2 pages',
    ],
  ])('case %#', (read, unreadable, said) => {
    expect(missingPages({ pages: read, unreadable })).toBe(said);
  });
});
