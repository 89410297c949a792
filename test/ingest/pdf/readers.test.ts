import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openPdfParse } from '../../../ingest/pdf/pdf-parse.ts';
import { openPdfium } from '../../../ingest/pdf/pdfium.ts';
import { PdfError } from '../../../ingest/pdf/reader.ts';
import { makePdf, pdfOfObjects } from '../../support/pdf.ts';

const LIMITS = { pages: 100, characters: 100_000 };

/** Rewrites the bytes of a PDF as text. What stands before its table of objects has to keep its length. */
function rewrite(pdf: Uint8Array, change: (text: string) => string): Uint8Array {
  return new Uint8Array(Buffer.from(change(Buffer.from(pdf).toString('latin1')), 'latin1'));
}

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
    expect(await reader.read(pdf, LIMITS)).toMatchObject({
      pages: ['Of cats\nand of dogs', 'The end'],
      unreadable: [],
      info: { title: 'Cats and Dogs', author: 'Ada Lovelace' },
    });
  });

  it('tells where the lines of the first page stand, and how large their type is', async () => {
    const pdf = await makePdf({
      pages: [
        [
          { text: 'Of cats', size: 17, x: 100, y: 90 },
          { text: 'Ada', x: 120, y: 130 },
        ],
        ['The end'],
      ],
    });
    const { firstPage, info } = await reader.read(pdf, LIMITS);
    expect(firstPage.map(({ text, size, x, y }) => [text, ...[size, x, y].map(Math.round)])).toEqual([
      ['Of cats', 17, 100, 90],
      ['Ada', 10, 120, 130],
    ]);
    expect(info).toEqual({ title: null, author: null });
  });

  it('parts names that stand side by side, and the mark of a footnote from its word', async () => {
    const line = [
      { text: 'Ada', y: 90 },
      { text: 'Bo', x: 200, y: 90 },
    ];
    const note = [
      { text: '1', size: 6, y: 196 },
      { text: 'Although', x: 75.5, y: 200 },
    ];
    const { firstPage, pages } = await reader.read(await makePdf({ pages: [[...line, ...note]] }), LIMITS);
    expect(firstPage.map(({ text }) => text)).toEqual(['Ada\tBo', '1 Although']);
    expect(pages[0]?.replace(/\s+/gu, ' ')).toBe('Ada Bo 1 Although');
  });

  it('reads one column after the other', async () => {
    const column = (side: string, x: number) =>
      ['one', 'two', 'three'].map((text, index) => ({ text: `${side} ${text}`, x, y: 100 + 12 * index }));
    const { pages } = await reader.read(
      await makePdf({ pages: [[...column('left', 72), ...column('right', 320)]] }),
      LIMITS,
    );
    expect(pages).toEqual(['left one\nleft two\nleft three\nright one\nright two\nright three']);
  });

  it('keeps the hyphen at the end of a line', async () => {
    const { pages } = await reader.read(await makePdf({ pages: [['a whisker-', 'count']] }), LIMITS);
    expect(pages).toEqual(['a whisker-\ncount']);
  });

  it('reads Japanese in a font that names its characters by a table of Adobe', async () => {
    const content = 'BT /F 12 Tf 72 700 Td <93fa967b8cea> Tj ET';
    const pdf = pdfOfObjects([
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>',
      `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
      '<< /Type /Font /Subtype /Type0 /BaseFont /Gothic /Encoding /90ms-RKSJ-H /DescendantFonts [6 0 R] >>',
      '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Gothic /FontDescriptor 7 0 R' +
        ' /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> >>',
      '<< /Type /FontDescriptor /FontName /Gothic /Flags 4 /Ascent 859 /Descent -140 /StemV 80' +
        ' /ItalicAngle 0 /CapHeight 770 /FontBBox [0 -140 1000 859] >>',
    ]);
    expect((await reader.read(pdf, LIMITS)).pages).toEqual(['日本語']);
  });

  it('stops at the limits, and says so', async () => {
    const pdf = () => makePdf({ pages: [['Of cats'], ['and dogs'], ['The end']] });
    const some = await reader.read(await pdf(), { ...LIMITS, pages: 2 });
    expect(some.pages).toEqual(['Of cats', 'and dogs']);
    expect(some.unreadable).toMatchObject([{ page: 3, reason: expect.stringContaining('limit of 2 pages') }]);
    const few = await reader.read(await pdf(), { ...LIMITS, characters: 10 });
    expect(few.pages).toEqual(['Of cats', 'and']);
    expect(few.unreadable).toMatchObject([{ page: 3, reason: expect.stringContaining('10 characters') }]);
  });

  it('keeps the pages that it can read', async () => {
    const pdf = await makePdf({ pages: [['Of cats'], ['and dogs'], ['The end']] });
    const circular = rewrite(pdf, text => text.replace(/(?<=\/Kids \[ \d 0 R )\d/u, '1'));
    const { pages, unreadable } = await reader.read(circular, LIMITS);
    expect(pages[0]).toBe('Of cats');
    expect(unreadable).toHaveLength(1);
    expect(pages[(unreadable[0]?.page ?? 0) - 1]).toBe('');
  });

  it('refuses what is no PDF, and what is left of one', async () => {
    const pdf = await makePdf({ pages: [['Of cats']] });
    await expect(reader.read(new Uint8Array(), LIMITS)).rejects.toThrow('not a PDF');
    await expect(reader.read(Buffer.from('Of cats and of dogs'), LIMITS)).rejects.toThrow('not a PDF');
    await expect(reader.read(pdf.slice(0, 100), LIMITS)).rejects.toThrow('damaged');
  });

  it('refuses a file that wants a password', async () => {
    const encryption =
      '/ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4' +
      ` /O <${'41'.repeat(32)}> /U <${'42'.repeat(32)}> >>`;
    const locked = rewrite(await makePdf({ pages: [['Of cats']] }), text =>
      text.replace('trailer\n<<', `trailer\n<< ${encryption}`),
    );
    await expect(reader.read(locked, LIMITS)).rejects.toThrow('encrypted');
  });

  it('refuses pages without a letter', async () => {
    await expect(reader.read(await makePdf({ pages: [[]] }), LIMITS)).rejects.toThrow('no text: needs OCR');
  });
});

// pdf.js can fail once more in the background, after its answer: whoever runs it, in a process of its own, is to
// expect that.
describe('a reader on pdfium', async () => {
  const reader = await openPdfium();

  it('reads the next file after any bytes, and fails with nothing but a PdfError', async () => {
    const pdf = await makePdf({ pages: [['Of cats'], ['and dogs']], title: 'Cats' });
    const change = fc.record({ at: fc.nat(pdf.length - 1), byte: fc.nat(255) });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 40 }), fc.nat(pdf.length), async (changes, end) => {
        const broken = pdf.slice(0, end < pdf.length / 3 ? end : pdf.length);
        for (const { at, byte } of changes) if (at < broken.length) broken[at] = byte;
        const outcome = await reader.read(broken, LIMITS).catch((error: unknown) => error);
        if (outcome instanceof Error) expect(outcome).toBeInstanceOf(PdfError);
      }),
      { numRuns: 60 },
    );
    expect((await reader.read(pdf.slice(), LIMITS)).pages).toEqual(['Of cats', 'and dogs']);
  });
});
