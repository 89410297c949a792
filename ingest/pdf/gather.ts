import { PdfError, type PdfText, type PlacedLine, type ReadLimits } from './reader.ts';
import { reasonOf } from './reason.ts';

export interface PageContent {
  readonly text: string;
  /** Of the first page; of others there may be none. */
  readonly lines: readonly PlacedLine[];
}

/** A file that an engine has opened. Pages count from 1. */
export interface OpenPdf {
  readonly pageCount: number;
  readonly info: PdfText['info'];
  /** @throws whatever the engine throws at a page that it cannot read */
  readPage(page: number): Promise<PageContent>;
}

// What a paper says of itself stands in far less; whoever looks for it need not fear a page made to be slow.
const MOST_LINES = 500;
const LONGEST_LINE = 1_000;

/**
 * Reads page by page, so that one bad page costs no other.
 * @throws PdfError where no page can be read, or none holds a letter
 */
export async function gatherText(pdf: OpenPdf, limits: ReadLimits): Promise<PdfText> {
  const pages: string[] = [];
  const unreadable: { page: number; reason: string }[] = [];
  let firstPage: readonly PlacedLine[] = [];
  let [left, failed, cause]: [number, number, unknown] = [limits.characters, 0, undefined];
  for (let page = 1; page <= pdf.pageCount; page += 1) {
    const limit = reached(page, left, limits);
    if (limit !== null) {
      unreadable.push({ page, reason: limit });
      break;
    }
    try {
      const { text, lines } = await pdf.readPage(page);
      pages.push(text.slice(0, left).toWellFormed());
      left -= text.length;
      if (page === 1)
        firstPage = lines.slice(0, MOST_LINES).map(line => ({ ...line, text: shortened(line.text) }));
    } catch (error) {
      [failed, cause] = [failed + 1, error];
      pages.push('');
      unreadable.push({ page, reason: reasonOf(error) });
    }
  }
  if (failed === pages.length) throw new PdfError('damaged', { cause });
  if (!pages.some(text => /[\p{L}\p{N}]/u.test(text))) throw new PdfError('no text: needs OCR');
  const info = { title: shortened(pdf.info.title), author: shortened(pdf.info.author) };
  return { pages, unreadable, firstPage, info };
}

function shortened<Text extends string | null>(text: Text): Text | string {
  return text === null ? text : text.slice(0, LONGEST_LINE).toWellFormed();
}

function reached(page: number, left: number, limits: ReadLimits): string | null {
  if (page > limits.pages) return `this page and those after it are past the limit of ${limits.pages} pages`;
  if (left <= 0) return `this page and those after it are past the limit of ${limits.characters} characters`;
  return null;
}
