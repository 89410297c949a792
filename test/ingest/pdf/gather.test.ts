import { describe, expect, it } from 'vitest';
import { gatherText } from '../../../ingest/pdf/gather.ts';

const LIMITS = { pages: 10, characters: 1_000 };
const info = { title: null, author: null };

/** An open file of these pages; those that are errors cannot be read. */
function pdfOf(...pages: readonly (string | Error)[]) {
  return {
    pageCount: pages.length,
    info,
    async readPage(page: number) {
      const text = pages[page - 1] ?? '';
      if (text instanceof Error) throw text;
      return { text, lines: [{ text, size: 10, x: 0, y: page }] };
    },
  };
}

describe('gatherText', () => {
  it('keeps the pages around one that cannot be read, and says why it cannot', async () => {
    expect(await gatherText(pdfOf('cats', new Error('no such font\nat …'), 'dogs'), LIMITS)).toEqual({
      pages: ['cats', '', 'dogs'],
      unreadable: [{ page: 2, reason: 'no such font' }],
      firstPage: [{ text: 'cats', size: 10, x: 0, y: 1 }],
      info,
    });
  });

  it('takes a file for damaged where it has no page, or none that can be read', async () => {
    await expect(gatherText(pdfOf(), LIMITS)).rejects.toMatchObject({ refusal: 'damaged' });
    const cause = new Error('no such font');
    await expect(gatherText(pdfOf(cause), LIMITS)).rejects.toMatchObject({ refusal: 'damaged', cause });
  });

  it('takes pages without a letter or digit for pictures', async () => {
    await expect(gatherText(pdfOf('', ' . '), LIMITS)).rejects.toMatchObject({
      refusal: 'no text: needs OCR',
    });
  });

  it('reads a file that lies about its pages no further than the limit', async () => {
    const liar = { ...pdfOf('cats', 'dogs'), pageCount: 2_147_483_647 };
    const { pages, unreadable } = await gatherText(liar, LIMITS);
    expect(pages).toHaveLength(10);
    expect(unreadable).toHaveLength(1);
  });

  it('gives no more of the first page than a title and its authors can fill', async () => {
    const line = { text: 'a'.repeat(100_000), size: 10, x: 0, y: 0 };
    const pdf = { ...pdfOf(''), readPage: async () => ({ text: 'a', lines: Array(10_000).fill(line) }) };
    const { firstPage } = await gatherText(pdf, LIMITS);
    expect(firstPage).toHaveLength(500);
    expect(firstPage[0]?.text).toHaveLength(1_000);
  });

  it('cuts no character in two', async () => {
    const { pages } = await gatherText(pdfOf('a😀b'), { ...LIMITS, characters: 2 });
    expect(pages[0]?.isWellFormed()).toBe(true);
  });
});
