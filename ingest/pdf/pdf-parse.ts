import { messageOf } from '../../src/errors.ts';
import { gatherText } from './gather.ts';
import { hasPdfHeader } from './header.ts';
import { PdfError, type PdfReader } from './reader.ts';

/** @returns a reader on pdf-parse (pdf.js), which is loaded now and not before: it takes most of a second */
export async function openPdfParse(): Promise<PdfReader> {
  const { PDFParse, PasswordException, VerbosityLevel } = await import('pdf-parse');
  return {
    engine: 'pdf-parse',
    async read(bytes, limits) {
      const isPdf = hasPdfHeader(bytes);
      const parser = new PDFParse({ data: bytes, verbosity: VerbosityLevel.ERRORS });
      try {
        const { total, info } = await parser.getInfo().catch((error: unknown) => {
          if (error instanceof PasswordException) throw new PdfError('encrypted', { cause: error });
          throw new PdfError(isPdf ? 'damaged' : 'not a PDF', { cause: messageOf(error) });
        });
        return await gatherText(
          {
            pageCount: total,
            info: { title: textOf(info?.['Title']), author: textOf(info?.['Author']) },
            async readPage(page) {
              const { text } = await parser.getText({ partial: [page], pageJoiner: '', cellSeparator: ' ' });
              return { text: text.trimEnd(), lines: [] };
            },
          },
          limits,
        );
      } finally {
        await parser.destroy();
      }
    },
  };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}
