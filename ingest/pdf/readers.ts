import { assertNever } from '../../src/errors.ts';
import { openPdfParse } from './pdf-parse.ts';
import { openPdfium } from './pdfium.ts';
import type { PdfEngine, PdfReader } from './reader.ts';

/** @returns the reader of an engine, whose program is loaded now */
export function openReader(engine: PdfEngine): Promise<PdfReader> {
  switch (engine) {
    case 'pdf-parse':
      return openPdfParse();
    case 'pdfium':
      return openPdfium();
    default:
      return assertNever(engine);
  }
}
