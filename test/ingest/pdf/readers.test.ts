import { describe, expect, it } from 'vitest';
import { openPdfParse } from '../../../ingest/pdf/pdf-parse.ts';
import { openPdfium } from '../../../ingest/pdf/pdfium.ts';
import { makePdf } from '../../support/pdf.ts';

const LIMITS = { pages: 100, characters: 100_000 };

describe.each([
  ['pdf-parse', await openPdfParse()],
  ['pdfium', await openPdfium()],
])('a reader on %s', (engine, reader) => {
  it('says which engine it is', () => {
    expect(reader.engine).toBe(engine);
  });

  it('gives the text of each page, line by line, and what the file says of itself', async () => {
    const pdf = await makePdf({
      pages: [['Of cats', 'and of dogs'], ['The end']],
      title: 'Cats and Dogs',
      author: 'Ada Lovelace',
    });
    const read = await reader.read(pdf, LIMITS);
    expect(read).toMatchObject({
      pages: ['Of cats\nand of dogs', 'The end'],
      unreadable: [],
      info: { title: 'Cats and Dogs', author: 'Ada Lovelace' },
    });
  });

  it('refuses what is no PDF, and what is left of one', async () => {
    const pdf = await makePdf({ pages: [['Of cats']] });
    await expect(reader.read(Buffer.from('Of cats and of dogs'), LIMITS)).rejects.toThrow('not a PDF');
    await expect(reader.read(pdf.slice(0, 100), LIMITS)).rejects.toThrow('damaged');
  });

  it('refuses pages without a letter', async () => {
    await expect(reader.read(await makePdf({ pages: [[]] }), LIMITS)).rejects.toThrow('no text: needs OCR');
  });
});
