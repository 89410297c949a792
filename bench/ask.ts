import type { Papers } from '../src/search/papers.ts';
import { parseQuery, queryText } from '../src/search/query.ts';

/** A card of an answer, and all that a reader sees on it. */
export interface Card {
  readonly id: string;
  readonly says: readonly string[];
  /** The marked words of its passages. */
  readonly passages: readonly {
    readonly page: number | null;
    readonly text: string;
    readonly marked: readonly string[];
  }[];
}

export interface Answer {
  readonly total: number;
  readonly exact: number | null;
  /** Whether papers match all of the query, or the cards are only close. */
  readonly isMatch: boolean;
  readonly cards: readonly Card[];
}

/** The product as the measurements ask it: the one place that knows how. */
export interface Ask {
  /** @returns the ids of all papers that match all of what was typed, in order; none where it is refused */
  ids(typed: string): Promise<string[]>;
  /** @returns null where it is refused */
  page(typed: string, page: number, limit: number): Promise<Answer | null>;
}

export function openAsk(papers: Papers): Ask {
  const page = async (typed: string, number: number, limit: number): Promise<Answer | null> => {
    const parsed = parseQuery(queryText(typed, number));
    if (!parsed.ok) return null;
    const { total, exact, closest, hits } = await papers.search(parsed.query, limit);
    const cards = hits.map(({ paper, passages }) => ({
      id: paper.id,
      says: [paper.title, paper.tldr ?? '', ...paper.tags, ...paper.authors],
      passages: passages.map(passage => ({
        page: passage.page,
        text: passage.text,
        marked: passage.marks.map(({ start, end }) => passage.text.slice(start, end)),
      })),
    }));
    return { total, exact, isMatch: closest === null && total > 0, cards };
  };
  const ids = async (typed: string): Promise<string[]> => {
    const parsed = parseQuery(typed);
    return parsed.ok ? papers.ids(parsed.query) : [];
  };
  return { ids, page };
}

/** @returns the words as a quoted phrase */
export function phraseOf(words: string): string {
  return `"${words.replaceAll('"', ' ')}"`;
}
