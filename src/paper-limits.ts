import type { PageText, PaperMetadata, Seams, SourcePaper } from './paper.ts';

/** What becomes of a value that is over its limit: cut there, left out, or the whole paper refused. */
type Over = 'cut' | 'left out' | 'refused';

interface Limit {
  /** How the field is called in a sentence. */
  readonly what: string;
  readonly most: number;
  readonly unit: string;
  readonly over: Over;
}

/**
 * How much of each field of a paper comes in, from whatever source. Titles of ICLR have at most 200 characters,
 * abstracts 3,000, papers 100 pages of 5,000 and theses a thousand; all above that is a mistake, or was made to do harm. An id
 * is as long as the engine takes. What a cut would make wrong is left out or refused.
 */
export const PAPER_LIMITS = {
  id: { what: 'the id', most: 511, unit: 'characters', over: 'refused' },
  title: { what: 'the title', most: 1_000, unit: 'characters', over: 'cut' },
  venue: { what: 'the venue', most: 300, unit: 'characters', over: 'cut' },
  authors: { what: 'the authors', most: 5_000, unit: 'names', over: 'cut' },
  author: { what: 'the name of an author', most: 200, unit: 'characters', over: 'cut' },
  keywords: { what: 'the keywords', most: 200, unit: 'keywords', over: 'cut' },
  keyword: { what: 'a keyword', most: 200, unit: 'characters', over: 'cut' },
  tldr: { what: 'the tl;dr', most: 2_000, unit: 'characters', over: 'cut' },
  abstract: { what: 'the abstract', most: 10_000, unit: 'characters', over: 'cut' },
  decision: { what: 'the decision', most: 200, unit: 'characters', over: 'cut' },
  bibtex: { what: 'the BibTeX entry', most: 200_000, unit: 'characters', over: 'left out' },
  forumUrl: { what: 'the address of its page', most: 2_000, unit: 'characters', over: 'left out' },
  pdfUrl: { what: 'the address of its PDF', most: 2_000, unit: 'characters', over: 'left out' },
  file: { what: 'the path of its file', most: 4_096, unit: 'characters', over: 'left out' },
  pages: { what: 'the text', most: 2_000, unit: 'pages', over: 'cut' },
  page: { what: 'the text of a page', most: 1_000_000, unit: 'characters', over: 'cut' },
  text: { what: 'the text', most: 5_000_000, unit: 'characters', over: 'cut' },
  seams: { what: 'the other readings of the text', most: 5_000_000, unit: 'characters', over: 'cut' },
} as const satisfies Readonly<Record<string, Limit>>;

export type LimitedField = keyof typeof PAPER_LIMITS;

export interface WithinLimits<Limited> {
  readonly value: Limited;
  /** The fields of which something is missing now; of an id that is too long nothing can be cut. */
  readonly over: ReadonlySet<LimitedField>;
}

const CUT = ['title', 'venue'] as const;
const CUT_OR_NULL = ['tldr', 'abstract', 'decision'] as const;
const LEFT_OUT = ['bibtex', 'forumUrl', 'pdfUrl', 'file'] as const;
const LISTS = [
  ['authors', 'author'],
  ['keywords', 'keyword'],
] as const;

/** @returns the metadata of a paper as it may come in: each field within its limit, and without halves of characters */
export function metadataWithinLimits(given: PaperMetadata): WithinLimits<PaperMetadata> {
  const over = new Set<LimitedField>();
  const isOver = (field: LimitedField, size: number): boolean => {
    const is = size > PAPER_LIMITS[field].most;
    if (is) over.add(field);
    return is;
  };
  const cut = (field: LimitedField, text: string): string =>
    isOver(field, text.length) ? cutText(text.toWellFormed(), PAPER_LIMITS[field].most) : text.toWellFormed();

  const value: { -readonly [Field in keyof PaperMetadata]: PaperMetadata[Field] } = { ...given };
  isOver('id', given.id.length);
  for (const field of CUT) value[field] = cut(field, given[field]);
  for (const field of CUT_OR_NULL) value[field] = cutOrNull(given[field], text => cut(field, text));
  for (const field of LEFT_OUT)
    value[field] = isOver(field, given[field]?.length ?? 0) ? null : (given[field]?.toWellFormed() ?? null);
  for (const [list, item] of LISTS) {
    isOver(list, given[list].length);
    value[list] = given[list].slice(0, PAPER_LIMITS[list].most).map(text => cut(item, text));
  }
  return { value, over };
}

/** @returns a paper as it may come in, with its text */
export function paperWithinLimits(given: SourcePaper): WithinLimits<SourcePaper> {
  const { pages, seams, ...metadata } = given;
  const limited = metadataWithinLimits(metadata);
  const over = new Set(limited.over);
  const text = { pages: pagesWithin(pages, over), seams: seamsWithin(seams, over) };
  return { value: { ...limited.value, ...text }, over };
}

/**
 * @returns the text up to a length, and cut where a character begins that a reader would take for one: in no
 * surrogate pair, and not between a letter and its accents, unless those are as many as a sentence
 */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text;
  const from = Math.max(0, most - LONGEST_CHARACTER);
  const near = text.slice(from, most + LONGEST_CHARACTER);
  const begins = new Intl.Segmenter().segment(near).containing(most - from)?.index ?? 0;
  return text.slice(0, begins > 0 ? from + begins : most).replace(/[\uD800-\uDBFF]$/, '');
}

/** A family with its colours of hair and skin takes some thirty code units. */
const LONGEST_CHARACTER = 100;

function cutOrNull(text: string | null, cut: (text: string) => string): string | null {
  return text === null ? null : cut(text);
}

function pagesWithin(pages: readonly PageText[], over: Set<LimitedField>): readonly PageText[] {
  if (pages.length > PAPER_LIMITS.pages.most) over.add('pages');
  let left: number = PAPER_LIMITS.text.most;
  const cut = (text: string): string => {
    if (text.length > PAPER_LIMITS.page.most) over.add('page');
    if (Math.min(text.length, PAPER_LIMITS.page.most) > left) over.add('text');
    const kept = cutText(text.toWellFormed(), Math.min(PAPER_LIMITS.page.most, left));
    left -= kept.length;
    return kept;
  };
  const kept: PageText[] = [];
  for (const { body, references } of pages.slice(0, PAPER_LIMITS.pages.most)) {
    if (left <= 0) over.add('text');
    if (left <= 0) break;
    kept.push({ body: cut(body), references: cut(references) });
  }
  return kept;
}

function seamsWithin({ body, references }: Seams, over: Set<LimitedField>): Seams {
  let left: number = PAPER_LIMITS.seams.most;
  const fits = (seam: string): boolean => {
    left -= seam.length;
    if (left < 0) over.add('seams');
    return left >= 0;
  };
  const within = (all: readonly string[]): string[] => all.filter(fits).map(seam => seam.toWellFormed());
  return { body: within(body), references: within(references) };
}
