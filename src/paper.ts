/** The text of one PDF page, cut in two: what the authors argue, and the reference list. */
export interface PageText {
  readonly body: string;
  readonly references: string;
}

/**
 * A paper: its metadata, and its text page by page. `pages[0]` is page 1 of the PDF; no pages means no
 * full text. A source may give LaTeX in title, keywords, tl;dr and abstract; from the index they come
 * readable.
 */
export interface Paper {
  readonly id: string;
  readonly title: string;
  /** The venue's full id, such as "ICLR.cc/2019/Conference". */
  readonly venue: string;
  readonly authors: readonly string[];
  /** Keywords as the authors wrote them; lower-cased they are the paper's tags. */
  readonly keywords: readonly string[];
  readonly tldr: string | null;
  readonly abstract: string | null;
  readonly decision: string | null;
  readonly bibtex: string | null;
  readonly forumUrl: string | null;
  readonly pdfUrl: string | null;
  readonly pages: readonly PageText[];
}

/**
 * Other readings of the text, searched but never shown. A word broken by a hyphen at a line's end is
 * shown one way ("multiagent learning"); its other way, with a few words either side ("in
 * cooperative multi agent learning we"), stands here.
 */
export interface Seams {
  readonly body: readonly string[];
  readonly references: readonly string[];
}

/** What a source of papers gives to the pipeline. */
export interface SourcePaper extends Paper {
  readonly seams: Seams;
}

/** A paper without its text: what is known of it before its PDF is read. */
export type PaperMetadata = Omit<SourcePaper, 'pages' | 'seams'>;

export const NO_SEAMS: Seams = { body: [], references: [] };
