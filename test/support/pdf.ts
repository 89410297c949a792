import { constants, deflateRawSync, deflateSync } from 'node:zlib';
import { PDFDocument, StandardFonts } from 'pdf-lib';

/** A line to be set: under the one before it, at the left margin, in ten points, unless it says otherwise. */
export type SetLine =
  | string
  | {
      readonly text: string;
      readonly size?: number;
      /** Points from the page's left edge. */
      readonly x?: number;
      /** Points from the page's upper edge to the foot of the line. */
      readonly y?: number;
    };

export interface PdfContent {
  readonly pages: readonly (readonly SetLine[])[];
  readonly title?: string;
  readonly author?: string;
}

const [WIDTH, HEIGHT] = [612, 792];
const MARGIN = 72;
const SIZE = 10;
const LEADING = 1.3;

/** @returns a PDF that prints the lines of each page, in Times; the lines hold what WinAnsi can write */
export async function makePdf({ pages, title, author }: PdfContent): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.TimesRoman);
  if (title !== undefined) pdf.setTitle(title);
  if (author !== undefined) pdf.setAuthor(author);
  for (const lines of pages) {
    const page = pdf.addPage([WIDTH, HEIGHT]);
    let foot = MARGIN;
    for (const line of lines) {
      const { text, size = SIZE, x = MARGIN, y } = typeof line === 'string' ? { text: line } : line;
      foot = y ?? foot + size * LEADING;
      page.drawText(text, { x, y: HEIGHT - foot, size, font });
    }
  }
  return await pdf.save({ useObjectStreams: false });
}

/** @returns a PDF of these objects, numbered from 1, of which the first is the catalogue; a trailer may say more */
export function pdfOfObjects(objects: readonly string[], trailer = ''): Uint8Array {
  let text = '%PDF-1.7\n';
  const entries = objects.map((object, index) => {
    const at = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const size = objects.length + 1;
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${entries.join('')}`;
  const end = `trailer\n<< /Size ${size} /Root 1 0 R ${trailer} >>\nstartxref\n${text.length}\n%%EOF\n`;
  return new Uint8Array(Buffer.from(text + table + end, 'latin1'));
}

/** @returns a stream that inflates to the content */
function deflated(content: string | Uint8Array): string {
  return flateStream(deflateSync(content, { level: 1 }));
}

function flateStream(deflated: Buffer): string {
  const data = deflated.toString('latin1');
  return `<< /Length ${data.length} /Filter /FlateDecode >>\nstream\n${data}\nendstream`;
}

/** The objects of a PDF of one page of this content. */
function pageOf(content: string): readonly string[] {
  return [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << >> /Contents 4 0 R >>',
    content,
  ];
}

const BLOCK = 2 ** 20;

/** @returns a PDF whose content is so many megabytes of spaces, in a thousandth of the room */
export function flateBomb(megabytes: number): Uint8Array {
  const block = deflateRawSync(Buffer.alloc(BLOCK, ' '), { finishFlush: constants.Z_FULL_FLUSH });
  const header = Buffer.from([0x78, 0x9c]);
  const emptyLastBlock = Buffer.from([0x03, 0x00]);
  const blocks = Array.from({ length: megabytes }, () => block);
  const data = Buffer.concat([header, ...blocks, emptyLastBlock, adler32OfSpaces(megabytes * BLOCK)]);
  return pdfOfObjects(pageOf(flateStream(data)));
}

/** @returns the checksum that ends a zlib stream, of this many spaces, summed up as a series */
function adler32OfSpaces(count: number): Buffer {
  const [n, space, modulus] = [BigInt(count), 0x20n, 65_521n];
  const sum = (1n + n * space) % modulus;
  const sumOfSums = (n + (space * n * (n + 1n)) / 2n) % modulus;
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(Number(sumOfSums * 65_536n + sum));
  return checksum;
}

/** @returns a PDF whose content opens so many lists, one within the other, and closes none */
export function deepNest(depth: number): Uint8Array {
  return pdfOfObjects(pageOf(deflated('['.repeat(depth))));
}

/** @returns a PDF that nobody has the password of */
export function encryptedPdf(): Uint8Array {
  const [owner, user, id] = [32, 32, 16].map(length => '5a'.repeat(length));
  const encrypt = `/Encrypt << /Filter /Standard /V 1 /R 2 /O <${owner}> /U <${user}> /P -4 >>`;
  return pdfOfObjects(pageOf(deflated('BT ET')), `${encrypt} /ID [<${id}> <${id}>]`);
}
