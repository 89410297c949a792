import { readableLatex } from '../../src/search/latex.ts';
import { type Corpus, sayers } from './corpus.ts';
import { fold } from './fold.ts';
import { citers } from './near.ts';
import { shortForm, tagForm } from './papers.ts';

/** One thing that is typed. */
export interface Term {
  readonly field: 'title' | 'abstract' | 'author' | 'cites' | 'tag' | 'venue' | 'year' | null;
  readonly text: string;
  readonly quoted: boolean;
  readonly excluded: boolean;
}

/** @returns the terms as somebody would type them */
export function typed(terms: readonly Term[]): string {
  return terms
    .map(({ field, text, quoted, excluded }) => {
      const said = quoted ? `"${text}"` : text;
      return `${excluded ? '-' : ''}${field === null ? '' : `${field}:`}${said}`;
    })
    .join(' ');
}

/** @returns the papers that have what a term asks for, whether it is excluded or not */
export function having(corpus: Corpus, term: Term): Set<number> {
  const text = readableLatex(term.text);
  switch (term.field) {
    case null:
      return sayers(corpus, text, null);
    case 'title':
    case 'abstract':
    case 'author':
      return sayers(corpus, text, [term.field]);
    case 'cites':
      return citers(corpus, text, true);
    case 'tag':
      return where(corpus, ({ keywords }) => keywords.some(keyword => tagForm(keyword) === tagForm(text)));
    case 'year':
      return where(corpus, ({ venue }) => venue.split('/')[1] === text);
    case 'venue':
      return ofVenue(corpus, text);
  }
}

/** @returns the papers that match all the terms */
export function matching(corpus: Corpus, terms: readonly Term[]): Set<number> {
  const sets = terms.map(term => ({ excluded: term.excluded, papers: having(corpus, term) }));
  const all = corpus.papers.keys();
  return new Set(
    [...all].filter(paper => sets.every(({ excluded, papers }) => papers.has(paper) !== excluded)),
  );
}

/** @returns the ids of papers, by their places in the list */
export function idsOf({ papers }: Corpus, found: ReadonlySet<number>): string[] {
  return [...found].map(paper => papers[paper]?.id ?? '');
}

function where({ papers }: Corpus, has: (paper: Corpus['papers'][number]) => boolean): Set<number> {
  return new Set(papers.flatMap((paper, index) => (has(paper) ? [index] : [])));
}

function ofVenue(corpus: Corpus, text: string): Set<number> {
  const name = text.toLowerCase();
  const named = where(
    corpus,
    ({ venue }) => venue.toLowerCase() === name || shortForm(venue).toLowerCase() === name,
  );
  if (named.size > 0) return named;
  const words = ` ${fold(text).join(' ')} `;
  const says = (one: string): boolean => ` ${fold(one).join(' ')} `.includes(words);
  return where(corpus, ({ venue }) => says(venue) || says(shortForm(venue)));
}
