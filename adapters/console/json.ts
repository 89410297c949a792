import { passageUrl } from '../../src/bot/card.ts';
import type { PassageField } from '../../src/search/evidence/places.ts';
import type { Query } from '../../src/search/query.ts';
import type { SearchResult } from '../../src/search/result.ts';
import { shortVenue } from '../../src/venue.ts';

/** What `npm run search -- --json` prints; the README documents it, so a change here is a breaking one. */
export interface SearchJson {
  readonly query: string;
  /** Papers that hold the plain words as one phrase; null where there are not two plain words. */
  readonly exact: number | null;
  /** Papers that match all of the query; 0 with hits means that these are the closest ones. */
  readonly total: number;
  /** Counts from 1. */
  readonly page: number;
  readonly pages: number;
  readonly hits: readonly HitJson[];
}

export interface HitJson {
  readonly id: string;
  readonly title: string;
  readonly venue: string;
  readonly authors: readonly string[];
  readonly forumUrl: string | null;
  readonly pdfUrl: string | null;
  readonly tldr: string | null;
  readonly passages: readonly {
    readonly field: PassageField;
    /** Counts from 1; null outside the text. */
    readonly page: number | null;
    readonly text: string;
    readonly url: string | null;
  }[];
}

export function toJson(query: Query, result: SearchResult): SearchJson {
  return {
    query: query.source,
    exact: result.exact,
    total: result.total,
    page: result.page,
    pages: result.pages,
    hits: result.hits.map(({ paper, passages }) => ({
      id: paper.id,
      title: paper.title,
      venue: shortVenue(paper.venue),
      authors: paper.authors,
      forumUrl: paper.forumUrl,
      pdfUrl: paper.pdfUrl,
      tldr: paper.tldr,
      passages: passages.map(passage => ({
        field: passage.field,
        page: passage.page,
        text: passage.text,
        url: passageUrl(paper, passage),
      })),
    })),
  };
}
