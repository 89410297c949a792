/** The programs that can read a PDF. */
export const PDF_ENGINES = ['pdf-parse', 'pdfium'] as const;
export type PdfEngine = (typeof PDF_ENGINES)[number];

/** A line as it stands on a page. Sizes and places are in points, measured from the page's upper left. */
export interface PlacedLine {
  readonly text: string;
  /** Of the font that most of the line is set in. */
  readonly size: number;
  readonly x: number;
  readonly y: number;
}

/** What a reader makes of one file. */
export interface PdfText {
  /** The text of every page, in order, with "\n" after each line but the last; "" where a page could not be read. */
  readonly pages: readonly string[];
  /** The pages, counted from 1, that could not be read, and why. */
  readonly unreadable: readonly { readonly page: number; readonly reason: string }[];
  /** The lines of the first page in reading order: what the paper says of itself. */
  readonly firstPage: readonly PlacedLine[];
  /** What the file says of itself, which is often the name of a template. */
  readonly info: { readonly title: string | null; readonly author: string | null };
}

/** Why a file gives no text. */
export const REFUSALS = [
  'cannot be opened',
  'not a PDF',
  'encrypted',
  'damaged',
  'no text: needs OCR',
  'too large',
  'too slow',
  'too much memory',
] as const;
export type Refusal = (typeof REFUSALS)[number];

/** How much of a file is read. */
export interface ReadLimits {
  readonly pages: number;
  /** Of all pages together. */
  readonly characters: number;
}

/** Reads the text of PDFs; nothing is drawn, and nothing that a PDF says is run or fetched. */
export interface PdfReader {
  readonly engine: PdfEngine;
  /**
   * @param bytes of the whole file; the reader may take them away
   * @throws PdfError where there is no text to be had
   */
  read(bytes: Uint8Array, limits: ReadLimits): Promise<PdfText>;
}

/** A PDF cannot be read; whoever asked for it goes on with the next. */
export class PdfError extends Error {
  override readonly name = 'PdfError';
  readonly refusal: Refusal;

  constructor(refusal: Refusal, options?: ErrorOptions) {
    super(refusal, options);
    this.refusal = refusal;
  }
}
