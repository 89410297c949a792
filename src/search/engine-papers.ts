import { NOTHING, type Search } from './ask.ts';
import { findPassages } from './evidence/passages.ts';
import { engineFilters, filterValue, NOTHING_KNOWN, planQuery } from './plan.ts';
import type { Query } from './query.ts';
import type { SearchResult } from './result.ts';
import type { Hit } from './seek.ts';
import { toTextPaper } from './text-record.ts';

/** What the engine finds for plain words. */
export interface FoundByEngine {
  readonly total: number;
  /** The best of them, in order. */
  readonly ids: readonly string[];
}

/** Whoever asks for a page so far back may be past the end: it is looked first how many there are. */
const FAR = 1_000;

/** @param wanted how many of the best are asked for */
export async function findByEngine(
  search: Search,
  words: readonly string[],
  filters: readonly string[],
  wanted: number,
): Promise<FoundByEngine> {
  const ask = async (hitsPerPage: number): Promise<FoundByEngine> => {
    const query = { q: words.join(' '), filter: [...filters], page: 1, hitsPerPage };
    const [found = NOTHING] = await search([{ ...query, attributesToRetrieve: ['id'] }]);
    return { total: found.total, ids: found.hits.map(hit => String(hit['id'])) };
  };
  if (wanted <= FAR) return ask(wanted);
  const { total } = await ask(0);
  return ask(Math.min(wanted, total));
}

/** @returns the ids of all papers that the engine finds */
export async function idsByEngine(
  search: Search,
  words: readonly string[],
  filters: readonly string[],
): Promise<readonly string[]> {
  return (await findByEngine(search, words, filters, Number.MAX_SAFE_INTEGER)).ids;
}

/** @returns whether the engine has no paper; not by counting what has text: older settings may not know it */
export async function isEmpty(search: Search): Promise<boolean> {
  const [all = NOTHING] = await search([{ q: '', page: 1, hitsPerPage: 0 }]);
  return all.total === 0;
}

/** @returns how many papers the engine has, and how many of them with their text */
export async function countPapers(
  search: Search,
): Promise<{ readonly papers: number; readonly withText: number }> {
  const [all = NOTHING, withText = NOTHING] = await search([
    { q: '', page: 1, hitsPerPage: 0 },
    { q: '', page: 1, hitsPerPage: 0, filter: 'hasText = true' },
  ]);
  return { papers: all.total, withText: withText.total };
}

/** @returns papers as the engine has them, in no order, with what proves the query */
export async function hitsOf(search: Search, ids: readonly string[], query: Query | null): Promise<Hit[]> {
  if (ids.length === 0) return [];
  const [found = NOTHING] = await search([
    { q: '', filter: `id IN [${ids.map(filterValue).join(', ')}]`, limit: ids.length },
  ]);
  const needs = query === null ? [] : planQuery(query, NOTHING_KNOWN).needs;
  return found.hits.map(document => {
    const { head, text } = toTextPaper(document);
    const passages = needs.length === 0 ? [] : findPassages(head, text, needs);
    return { paper: head, pages: text.pages.length, passages };
  });
}

/** @returns the full and short names of all venues, in lower case */
async function venueNames(search: Search): Promise<string[]> {
  const [found = NOTHING] = await search([{ q: '', facets: ['venueNames'], page: 1, hitsPerPage: 0 }]);
  return Object.keys(found.facets['venueNames'] ?? {});
}

/**
 * Answers plain words and filters while there is no text index: nothing is said of phrases.
 * @param why there is none
 */
export async function searchWithoutTexts(
  search: Search,
  query: Query,
  words: readonly string[],
  limit: number,
  why: string,
): Promise<SearchResult> {
  const names = query.terms.some(({ field }) => field === 'venue') ? await venueNames(search) : [];
  const filters = engineFilters(planQuery(query, { ...NOTHING_KNOWN, venues: () => names }).criteria);
  const { total, ids } = await findByEngine(search, words, filters, query.page * limit);
  const shown = ids.slice((query.page - 1) * limit);
  const hits = new Map((await hitsOf(search, shown, query)).map(hit => [hit.paper.id, hit]));
  return {
    total,
    exact: null,
    page: query.page,
    pages: Math.ceil(total / limit),
    hits: shown.flatMap(id => hits.get(id) ?? []),
    corrections: [],
    expecting: false,
    closest: null,
    without: why,
  };
}
