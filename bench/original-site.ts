import type { RawPaper } from './archive.ts';

/** The search of the original site: the query, lower-cased, anywhere in text and keywords. */
export type Scan = (query: string) => string[];

/** As it was: every text lower-cased at every query. */
export function scanAsItWas(archive: readonly RawPaper[]): Scan {
  const texts = archive.map(paper => ({ id: paper.id, text: searchedText(paper) }));
  return query => {
    const wanted = query.toLowerCase();
    return texts.filter(({ text }) => text.toLowerCase().includes(wanted)).map(({ id }) => id);
  };
}

/** At its best: lower-cased once. */
export function scanAtItsBest(archive: readonly RawPaper[]): Scan {
  const texts = archive.map(paper => ({ id: paper.id, text: searchedText(paper).toLowerCase() }));
  return query => {
    const wanted = query.toLowerCase();
    return texts.filter(({ text }) => text.includes(wanted)).map(({ id }) => id);
  };
}

function searchedText({ text, keywords }: RawPaper): string {
  return `${text} ${keywords.join(' ')}`;
}
