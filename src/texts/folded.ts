import { NEAR } from './schema.ts';
import type { Head, Pages } from './text-paper.ts';
import { BORDER, type Fold, isWord } from './tokens.ts';

/** A paper's texts as the three tables of the index take them in. */
export interface Folded {
  readonly head: {
    readonly title: string;
    readonly abstract: string;
    readonly tldr: string;
    readonly tags: string;
    readonly authors: string;
  };
  readonly everything: string;
  readonly citations: string;
}

/** @returns the texts of a paper, folded; a border stands wherever no phrase may run across */
export function foldPaper(head: Head, { pages, seams }: Pages, fold: Fold): Folded {
  const joined = (texts: readonly string[]): string => texts.map(fold).join(` ${BORDER} `);
  const title = joined([head.title, ...(head.latexTitle === null ? [] : [head.latexTitle])]);
  const columns = {
    title,
    abstract: fold(head.abstract ?? ''),
    tldr: fold(head.tldr ?? ''),
    // Keywords as they were written, and as tags: the tag of a keyword in LaTeX may be another.
    tags: joined([...new Set([...head.keywords.map(keyword => keyword.toLowerCase()), ...head.tags])]),
    authors: joined(head.authors),
  };
  const references = pages.map(page => page.references).filter(text => text !== '');
  return {
    head: columns,
    everything: [
      ...Object.values(columns),
      joined(pages.map(page => page.body)),
      joined(references),
      joined(seams.body),
      joined(seams.references),
    ].join(` ${BORDER} `),
    citations: [...references.flatMap(entriesOf), ...seams.references]
      .map(entry => wordsOnly(fold(entry)))
      .join(ENTRY_BORDER),
  };
}

/** More than what may stand between two names: no two entries are near each other. */
const ENTRY_BORDER = ` ${`${BORDER} `.repeat(NEAR + 1)}`;

/** A year with a full stop after it, or a number in brackets before a name, parts two entries of a list. */
const ENTRY_END = /(?<=\b(?:19|20)\d\d[a-z]?\.)\s+(?=\p{Lu})|\s+(?=\[\d{1,3}\]\s)/u;

/** @returns the entries of a page's list of references */
export function entriesOf(references: string): string[] {
  return references.split(ENTRY_END);
}

function wordsOnly(folded: string): string {
  return folded
    .split(' ')
    .filter(token => isWord(token))
    .join(' ');
}
