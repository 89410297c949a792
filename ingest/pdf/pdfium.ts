import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { WrappedPdfiumModule } from '@embedpdf/pdfium';
import { gatherText } from './gather.ts';
import { hasPdfHeader } from './header.ts';
import { PdfError, type PdfReader } from './reader.ts';

const ERROR_PASSWORD = 4;
const ERROR_SECURITY = 5;

/** @returns a reader on PDFium, whose program for WebAssembly is loaded now and not before */
export async function openPdfium(): Promise<PdfReader> {
  const { init } = await import('@embedpdf/pdfium');
  const path = createRequire(import.meta.url).resolve('@embedpdf/pdfium/pdfium.wasm');
  const file = await readFile(path);
  const wasmBinary = file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength);
  const pdfium = await init({ wasmBinary });
  pdfium.PDFiumExt_Init();
  return {
    engine: 'pdfium',
    async read(bytes, limits) {
      const { malloc, free } = pdfium.pdfium.wasmExports;
      const data = malloc(bytes.length);
      try {
        pdfium.pdfium.HEAPU8.set(bytes, data);
        const document = pdfium.FPDF_LoadMemDocument(data, bytes.length, '');
        if (document === 0) throw refusalOf(pdfium, hasPdfHeader(bytes));
        try {
          return await gatherText(
            {
              pageCount: pdfium.FPDF_GetPageCount(document),
              info: { title: metaOf(pdfium, document, 'Title'), author: metaOf(pdfium, document, 'Author') },
              readPage: async page => ({ text: pageText(pdfium, document, page - 1), lines: [] }),
            },
            limits,
          );
        } finally {
          pdfium.FPDF_CloseDocument(document);
        }
      } finally {
        free(data);
      }
    },
  };
}

function refusalOf(pdfium: WrappedPdfiumModule, isPdf: boolean): PdfError {
  const code = pdfium.FPDF_GetLastError();
  if (code === ERROR_PASSWORD || code === ERROR_SECURITY) return new PdfError('encrypted');
  return new PdfError(isPdf ? 'damaged' : 'not a PDF', { cause: `PDFium's error ${code}` });
}

function pageText(pdfium: WrappedPdfiumModule, document: number, index: number): string {
  const page = pdfium.FPDF_LoadPage(document, index);
  if (page === 0) throw new Error(`PDFium cannot load the page (error ${pdfium.FPDF_GetLastError()})`);
  const text = pdfium.FPDFText_LoadPage(page);
  try {
    const length = pdfium.FPDFText_CountChars(text);
    const read = utf16(pdfium, length + 1, (buffer, size) =>
      pdfium.FPDFText_GetText(text, 0, size - 1, buffer),
    );
    // It writes U+FFFE for a hyphen at a line's end.
    return read.replaceAll('\r\n', '\n').replaceAll('\uFFFE', '-\n').trimEnd();
  } finally {
    if (text !== 0) pdfium.FPDFText_ClosePage(text);
    pdfium.FPDF_ClosePage(page);
  }
}

function metaOf(pdfium: WrappedPdfiumModule, document: number, key: string): string | null {
  const bytes = pdfium.FPDF_GetMetaText(document, key, 0, 0);
  const text = utf16(
    pdfium,
    bytes / 2,
    buffer => pdfium.FPDF_GetMetaText(document, key, buffer, bytes) / 2,
  ).trim();
  return text === '' ? null : text;
}

/** @param fill writes at most `size` units of UTF-16 and returns how many it wrote, the closing NUL included */
function utf16(
  pdfium: WrappedPdfiumModule,
  size: number,
  fill: (buffer: number, size: number) => number,
): string {
  if (size <= 1) return '';
  const buffer = pdfium.pdfium.wasmExports.malloc(size * 2);
  try {
    const written = fill(buffer, size);
    const units = pdfium.pdfium.HEAPU8.slice(buffer, buffer + Math.max(0, written - 1) * 2);
    return Buffer.from(units).toString('utf16le');
  } finally {
    pdfium.pdfium.wasmExports.free(buffer);
  }
}
