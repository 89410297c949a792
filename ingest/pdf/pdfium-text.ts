import type { WrappedPdfiumModule } from '@embedpdf/pdfium';
import { z } from 'zod';
import type { PlacedRun } from './layout.ts';
import { onLetter } from './overlay.ts';

// What PDFium puts where a hyphen ends a line: into a text, and for a single character.
const HYPHEN_IN_TEXT = /\uFFFE/gu;
const HYPHEN_CODE = 2;
const SPACE = 0x20;
const LAST_CODE_POINT = 0x10ffff;

// A page that holds more was made to fill memory. For its title and authors its first words are enough.
const MOST_CHARACTERS = 2_000_000;
const MOST_PLACED = 20_000;

// An accent that PDFium found no letter for stands alone, at the end of its line or before the next one. One
// of a formula stands after its letter.
const LONE_ACCENT = /^[´`¨ˆ˜¯˘˙˚˝ˇ¸˛]$/u;
const STRAY_ACCENT = /(?<=^|\s)[´`¨ˆ˜¯˘˙˚˝ˇ¸˛](?=\s|$)/gmu;

const ACCENT_AFTER_LETTER = /(\p{L})([ˆ˜¯˘˙˚˝])/gu;

// "1Although": the mark of a footnote stands close to the word that it belongs to, and is smaller.
const MARK_BEFORE_WORD = /(?<![\p{L}\p{N}.])\d(?=\p{L}{2})/gu;
const MARK_SIZE = 0.85;

type Call = (page: number, ...rest: readonly number[]) => number;
const callSchema = z.custom<Call>(value => typeof value === 'function');
const textCallsSchema = z.object({
  FPDFText_GetCharIndexFromTextIndex: callSchema,
  FPDFText_GetCharOrigin: callSchema,
  FPDFText_GetFontSize: callSchema,
  FPDFText_GetLooseCharBox: callSchema,
  FPDFText_GetMatrix: callSchema,
  FPDFText_GetTextObject: callSchema,
  FPDFText_GetUnicode: callSchema,
});

/** A PDFium and, of its functions, those that are called for every character: without their wrappers, which cost more. */
export interface Pdfium {
  readonly module: WrappedPdfiumModule;
  readonly direct: z.infer<typeof textCallsSchema>;
}

export function withDirectCalls(module: WrappedPdfiumModule): Pdfium {
  return { module, direct: textCallsSchema.parse(module.pdfium.wasmExports) };
}

/** @returns the text of a page of text that PDFium has loaded, with "\n" after each line but the last */
export function pageText({ module, direct }: Pdfium, page: number): string {
  const size = Math.min(module.FPDFText_CountChars(page), MOST_CHARACTERS) + 1;
  const read = utf16(module, size, buffer => module.FPDFText_GetText(page, 0, size - 1, buffer));
  const sizeAt = (index: number): number =>
    direct.FPDFText_GetFontSize(page, direct.FPDFText_GetCharIndexFromTextIndex(page, index));
  return read
    .replaceAll(MARK_BEFORE_WORD, (mark, at: number) =>
      sizeAt(at) < MARK_SIZE * sizeAt(at + 1) ? `${mark} ` : mark,
    )
    .replaceAll('\r\n', '\n')
    .replaceAll(HYPHEN_IN_TEXT, '-\n')
    .replaceAll(STRAY_ACCENT, '')
    .replaceAll(ACCENT_AFTER_LETTER, (_pair, letter: string, accent: string) => onLetter(accent, letter))
    .trim();
}

/**
 * @param page of text that PDFium has loaded
 * @param height of the page, in points
 * @returns what each of the page's text objects prints, parted where PDFium sees a space; accents that it
 * found no letter for are left out
 */
export function runsOf(pdfium: Pdfium, page: number, height: number): PlacedRun[] {
  const { module, direct } = pdfium;
  const runs: PlacedRun[] = [];
  const count = Math.min(module.FPDFText_CountChars(page), MOST_PLACED);
  let [object, first, last, text] = [0, 0, 0, ''];
  for (let index = 0; index <= count; index += 1) {
    const code = index < count ? direct.FPDFText_GetUnicode(page, index) : SPACE;
    const owner = code === SPACE ? 0 : direct.FPDFText_GetTextObject(page, index);
    if (owner !== object) {
      if (object !== 0 && !LONE_ACCENT.test(text))
        runs.push({ text, ...placeOf(pdfium, page, first, last, height) });
      [object, first, text] = [owner, index, ''];
    }
    if (owner === 0) continue;
    text += characterOf(code);
    last = index;
  }
  return runs;
}

// A file's table of characters can name some that Unicode does not have.
function characterOf(code: number): string {
  if (code === HYPHEN_CODE) return '-';
  return code > 0 && code <= LAST_CODE_POINT ? String.fromCodePoint(code) : '\uFFFD';
}

function placeOf(
  { module, direct }: Pdfium,
  page: number,
  first: number,
  last: number,
  height: number,
): Omit<PlacedRun, 'text'> {
  const { wasmExports, getValue } = module.pdfium;
  const at = wasmExports.malloc(32);
  const float = (index: number): number => getValue(at + 4 * index, 'float');
  direct.FPDFText_GetCharOrigin(page, first, at, at + 8);
  const [x, y] = [getValue(at, 'double'), getValue(at + 8, 'double')];
  direct.FPDFText_GetMatrix(page, first, at);
  const [a, b, c, d] = [float(0), float(1), float(2), float(3)];
  direct.FPDFText_GetLooseCharBox(page, last, at);
  const right = float(2);
  wasmExports.free(at);
  return {
    size: direct.FPDFText_GetFontSize(page, first) * Math.hypot(c, d),
    x,
    y: height - y,
    width: Math.max(0, right - x),
    angle: Math.atan2(-b, a),
  };
}

/** @returns what the file says of itself under a key of its Info dictionary; null where it says nothing */
export function metaOf(pdfium: WrappedPdfiumModule, document: number, key: string): string | null {
  const bytes = pdfium.FPDF_GetMetaText(document, key, 0, 0);
  const text = utf16(
    pdfium,
    bytes / 2,
    buffer => pdfium.FPDF_GetMetaText(document, key, buffer, bytes) / 2,
  ).trim();
  return text === '' ? null : text;
}

/** @param fill writes at most `size` units of UTF-16 and returns how many it wrote, the closing NUL included */
function utf16(pdfium: WrappedPdfiumModule, size: number, fill: (buffer: number) => number): string {
  if (size <= 1) return '';
  const { malloc, free } = pdfium.pdfium.wasmExports;
  const buffer = malloc(size * 2);
  if (buffer === 0) throw new Error('PDFium has no memory left');
  const written = fill(buffer);
  const units = pdfium.pdfium.HEAPU8.slice(buffer, buffer + Math.max(0, written - 1) * 2);
  free(buffer);
  return Buffer.from(units).toString('utf16le');
}
