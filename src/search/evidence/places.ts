import type { Head, Pages } from '../../texts/text-paper.ts';
import { type Folded, foldedOnce } from './loose-occurrences.ts';
import { type Haystack, haystack } from './occurrences.ts';

export type PassageField = 'title' | 'tag' | 'tldr' | 'abstract' | 'page' | 'references';

/** A text of the paper, with where it stands. */
export interface Place extends Haystack, Folded {
  readonly field: PassageField;
  readonly page: number | null;
  /** How much of it, from its beginning, repeats the card: title and authors on the first page. */
  readonly repeats: number;
}

/** Titles and the names of many authors may take this many characters of a first page. */
const MAX_TITLE_LENGTH = 2_000;

/** @returns every text of a paper that a reader can be shown */
export function placesOf(head: Head, { pages }: Pages): Place[] {
  const place = (field: PassageField, page: number | null, text: string): Place[] =>
    text === ''
      ? []
      : [
          {
            field,
            page,
            repeats: page === 1 ? titleLength(text) : 0,
            ...foldedOnce(text),
            ...haystack(text),
          },
        ];
  return [
    ...place('title', null, head.title),
    ...head.tags.flatMap(tag => place('tag', null, tag)),
    ...place('tldr', null, head.tldr ?? ''),
    ...place('abstract', null, head.abstract ?? ''),
    ...pages.flatMap((page, index) => [
      ...place('page', index + 1, page.body),
      ...place('references', index + 1, page.references),
    ]),
  ];
}

/** @returns where the first page comes to its abstract, or 0 where it does not say so near its top */
function titleLength(text: string): number {
  const heading = /\babstract\b/iu.exec(text.slice(0, MAX_TITLE_LENGTH));
  return heading === null ? 0 : heading.index;
}
