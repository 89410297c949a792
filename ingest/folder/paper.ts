import { basename } from 'node:path';
import type { PaperMetadata, SourcePaper } from '../../src/paper.ts';
import { frontMatter } from '../pdf/front-matter.ts';
import { paperPages } from '../pdf/paper-pages.ts';
import type { PdfText } from '../pdf/reader.ts';
import { idOfContent, idOfText } from './ids.ts';
import type { Row } from './row.ts';

/** What is known of a file before it is read. */
export interface Known {
  /** Its path within the folder. */
  readonly file: string;
  readonly row: Row | null;
  /** The venue of papers of which no row says another. */
  readonly house: string;
}

/** What the row says goes before what the first page says. */
export function paperOf({ file, row, house }: Known, sha256: string, text: PdfText): SourcePaper {
  const front = frontMatter(text.firstPage, text.info);
  return {
    ...metadataOfRow(row ?? NOTHING_SAID, house),
    id: row === null || row.id === null ? idOfContent(sha256) : idOfText(row.id),
    title: row?.title ?? front.title ?? basename(file).replace(/\.pdf$/iu, ''),
    authors: row === null || row.authors.length === 0 ? front.authors : row.authors,
    file,
    ...paperPages(text),
  };
}

export function metadataOfRow(
  row: Omit<Row, 'where'>,
  house: string,
): Omit<PaperMetadata, 'id' | 'title' | 'file'> {
  const { authors, keywords, tldr, abstract, decision, bibtex, venue, forumUrl, pdfUrl } = row;
  return { authors, keywords, tldr, abstract, decision, bibtex, venue: venue ?? house, forumUrl, pdfUrl };
}

const PAGES_NAMED = 10;

/** @returns such as "2 of 12 pages could not be read (p. 2, 5: no such font)", or null where all were read */
export function missingPages({ pages, unreadable }: Pick<PdfText, 'pages' | 'unreadable'>): string | null {
  // At a limit it is one page that is told, which stands for all after it.
  const beyond = unreadable.filter(({ page }) => page > pages.length);
  const within = unreadable.filter(({ page }) => page <= pages.length);
  const told = beyond.map(({ page, reason }) => `p. ${page}: ${reason}`);
  const [first] = within;
  if (first !== undefined) {
    const named = within.slice(0, PAGES_NAMED).map(({ page }) => page);
    const where = `${named.join(', ')}${within.length > PAGES_NAMED ? ', …' : ''}`;
    told.unshift(
      `${within.length} of ${pages.length} pages could not be read (p. ${where}: ${first.reason})`,
    );
  }
  return told.length === 0 ? null : told.join('; ');
}

/** Of a file that no row is about. */
const NOTHING_SAID: Omit<Row, 'where'> = {
  id: null,
  file: null,
  title: null,
  authors: [],
  keywords: [],
  abstract: null,
  tldr: null,
  venue: null,
  decision: null,
  bibtex: null,
  forumUrl: null,
  pdfUrl: null,
};
