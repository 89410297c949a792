import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { messageOf } from '../../src/errors.ts';
import { gatherText } from './gather.ts';
import { hasPdfHeader } from './header.ts';
import { layOut, type PlacedRun } from './layout.ts';
import { PdfError, type PdfReader } from './reader.ts';

/** Of pdf.js, whose document pdf-parse holds, what is used here. */
interface PdfJsDocument {
  readonly numPages: number;
  getMetadata(): Promise<{ readonly info: Readonly<Record<string, unknown>> }>;
  getPage(page: number): Promise<PdfJsPage>;
}
interface PdfJsPage {
  readonly view: readonly number[];
  getTextContent(options: {
    readonly disableNormalization: boolean;
  }): Promise<{ items: readonly PdfJsText[] }>;
  cleanup(): boolean;
}
interface PdfJsText {
  readonly str: string;
  readonly transform: readonly number[];
  readonly width: number;
}

/** The folder of the pdf.js that pdf-parse uses. Chinese, Japanese and Korean text needs tables in files there. */
const PDF_JS = dirname(
  createRequire(createRequire(import.meta.url).resolve('pdf-parse')).resolve('pdfjs-dist/package.json'),
);

/** @returns a reader on pdf-parse (pdf.js), which is loaded now and not before: it takes most of a second */
export async function openPdfParse(): Promise<PdfReader> {
  const { PDFParse, PasswordException, VerbosityLevel } = await loadPdfParse();
  const cMapUrl = join(PDF_JS, 'cmaps/');
  return {
    engine: 'pdf-parse',
    async read(bytes, limits) {
      const isPdf = hasPdfHeader(bytes);
      const parser = new PDFParse({
        data: bytes,
        verbosity: VerbosityLevel.ERRORS,
        cMapUrl,
        isEvalSupported: false,
        // Says that fonts are there: text needs none, and pdf.js would look for its own.
        useSystemFonts: true,
      });
      try {
        // The text that pdf-parse itself puts together has no places, and fuses footnote marks and accents.
        const document: PdfJsDocument = await parser['load']();
        const { info } = await document.getMetadata();
        return await gatherText(
          {
            pageCount: document.numPages,
            info: { title: textOf(info['Title']), author: textOf(info['Author']) },
            async readPage(number) {
              const page = await document.getPage(number);
              const lines = layOut(await runsOf(page));
              page.cleanup();
              return { text: lines.map(({ text }) => text).join('\n'), lines };
            },
          },
          limits,
        );
      } catch (error) {
        if (error instanceof PdfError) throw error;
        if (error instanceof PasswordException || /\bencryption\b/u.test(messageOf(error)))
          throw new PdfError('encrypted', { cause: error });
        throw new PdfError(isPdf ? 'damaged' : 'not a PDF', { cause: error });
      } finally {
        await parser.destroy();
      }
    },
  };
}

/**
 * pdf.js brings core-js, which on Node 20 gives all arrays a push of its own, for the sake of such as cannot grow.
 * It took a fifth of the time that reading takes. What loads later finds Node's own.
 */
async function loadPdfParse(): Promise<typeof import('pdf-parse')> {
  const { push } = Array.prototype;
  const pdfParse = await import('pdf-parse');
  // Would be loaded with the first document, and brings core-js again.
  await import(pathToFileURL(join(PDF_JS, 'legacy/build/pdf.worker.mjs')).href);
  Array.prototype.push = push;
  return pdfParse;
}

async function runsOf(page: PdfJsPage): Promise<PlacedRun[]> {
  const { items } = await page.getTextContent({ disableNormalization: true });
  const [left = 0, , , top = 0] = page.view;
  return items.map(({ str, transform, width }) => {
    const [a = 1, b = 0, c = 0, d = 1, x = 0, y = 0] = transform;
    return { text: str, size: Math.hypot(c, d), x: x - left, y: top - y, width, angle: Math.atan2(-b, a) };
  });
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}
