import type { Papers } from '../src/search/papers.ts';
import { parseQuery } from '../src/search/query.ts';

const LIMIT = 100;

/** @returns the ids that match all of a query, in order; none where the query cannot be asked */
export async function findIds(
  papers: Papers,
  text: string,
  most = Number.POSITIVE_INFINITY,
): Promise<string[]> {
  const parsed = parseQuery(text);
  if (!parsed.ok) return [];
  const ids: string[] = [];
  for (let page = 1; ids.length < most; page += 1) {
    const result = await papers.search({ ...parsed.query, page }, Math.min(LIMIT, most));
    if (result.total === 0) break;
    ids.push(...result.papers.map(paper => paper.id));
    if (page >= result.pages) break;
  }
  return ids.slice(0, most);
}

/** @returns the words as a quoted phrase */
export function phraseOf(words: string): string {
  return `"${words.replaceAll('"', ' ')}"`;
}
