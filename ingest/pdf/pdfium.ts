import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { gatherText, type PageContent } from './gather.ts';
import { hasPdfHeader } from './header.ts';
import { layOut } from './layout.ts';
import { metaOf, type Pdfium, pageText, runsOf, withDirectCalls } from './pdfium-text.ts';
import { PdfError, type PdfReader, type PdfText, type ReadLimits } from './reader.ts';

const ERROR_PASSWORD = 4;
const ERROR_SECURITY = 5;

// Its memory only ever grows: after a file that took more than this, a fresh PDFium reads the next.
const MEMORY_KEPT = 256 * 1024 * 1024;

/** @returns a reader on PDFium, whose program for WebAssembly is loaded now and not before */
export async function openPdfium(): Promise<PdfReader> {
  const { init } = await import('@embedpdf/pdfium');
  const path = createRequire(import.meta.url).resolve('@embedpdf/pdfium/pdfium.wasm');
  const wasmBinary = new Uint8Array(await readFile(path)).buffer;
  const start = async (): Promise<Pdfium> => {
    const module = await init({ wasmBinary, print: () => {}, printErr: () => {} });
    module.PDFiumExt_Init();
    return withDirectCalls(module);
  };
  let current: Pdfium | null = await start();
  return {
    engine: 'pdfium',
    async read(bytes, limits) {
      const pdfium = current ?? (await start());
      current = null;
      const { outcome, isSound } = await readWith(pdfium, bytes, limits);
      if (isSound && pdfium.module.pdfium.HEAPU8.byteLength <= MEMORY_KEPT) current = pdfium;
      if (outcome instanceof PdfError) throw outcome;
      return outcome;
    },
  };
}

/** What came of a file, and whether the PDFium that read it can read another: one that crashed cannot. */
interface Read {
  readonly outcome: PdfText | PdfError;
  readonly isSound: boolean;
}

async function readWith(pdfium: Pdfium, bytes: Uint8Array, limits: ReadLimits): Promise<Read> {
  const { module } = pdfium;
  const { malloc, free } = module.pdfium.wasmExports;
  let isSound = true;
  try {
    const data = malloc(bytes.length);
    if (data === 0) return { outcome: new PdfError('too much memory'), isSound };
    module.pdfium.HEAPU8.set(bytes, data);
    const document = module.FPDF_LoadMemDocument(data, bytes.length, '');
    const outcome =
      document === 0
        ? refusalOf(module.FPDF_GetLastError(), hasPdfHeader(bytes))
        : await gatherText(
            {
              pageCount: module.FPDF_GetPageCount(document),
              info: { title: metaOf(module, document, 'Title'), author: metaOf(module, document, 'Author') },
              async readPage(page) {
                try {
                  return readPage(pdfium, document, page);
                } catch (error) {
                  if (isCrash(error)) isSound = false;
                  throw error;
                }
              },
            },
            limits,
          ).catch((error: unknown) => refusalFor(error));
    if (isSound && document !== 0) module.FPDF_CloseDocument(document);
    if (isSound) free(data);
    return { outcome, isSound };
  } catch (error) {
    return { outcome: refusalFor(error), isSound: false };
  }
}

function isCrash(error: unknown): boolean {
  return error instanceof Error && error.name === 'RuntimeError';
}

function refusalFor(error: unknown): PdfError {
  return error instanceof PdfError ? error : new PdfError('damaged', { cause: error });
}

function refusalOf(code: number, isPdf: boolean): PdfError {
  if (code === ERROR_PASSWORD || code === ERROR_SECURITY) return new PdfError('encrypted');
  return new PdfError(isPdf ? 'damaged' : 'not a PDF', { cause: `PDFium's error ${code}` });
}

/** @param number counts from 1; only the first page's lines are asked for, and only they are given */
function readPage(pdfium: Pdfium, document: number, number: number): PageContent {
  const { module } = pdfium;
  const page = module.FPDF_LoadPage(document, number - 1);
  if (page === 0) throw new Error(`PDFium cannot load the page (error ${module.FPDF_GetLastError()})`);
  const text = module.FPDFText_LoadPage(page);
  if (text === 0) throw new Error('PDFium cannot load the text of the page');
  const height = module.FPDF_GetPageHeightF(page);
  const read = {
    text: pageText(pdfium, text),
    lines: number === 1 ? layOut(runsOf(pdfium, text, height)) : [],
  };
  module.FPDFText_ClosePage(text);
  module.FPDF_ClosePage(page);
  return read;
}
