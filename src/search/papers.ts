import type { Engine } from '../engine/engine.ts';
import type { Log } from '../log.ts';
import type { Head } from '../texts/text-paper.ts';
import { NOTHING, type Search } from './ask.ts';
import { countPapers, findByEngine, hitsOf, idsByEngine, searchWithoutTexts } from './engine-papers.ts';
import { openEngineSearch } from './engine-search.ts';
import { engineWords, wordsBesideFilters } from './plan.ts';
import type { Query } from './query.ts';
import type { SearchResult } from './result.ts';
import type { Hit, Sought } from './seek.ts';
import { similarIds } from './similar.ts';
import { type TextSearch, TextsUnavailableError } from './text-search.ts';

/** Tags (lower-cased keywords) with how many papers carry each. */
export type TagCounts = ReadonlyMap<string, number>;

/** The index of papers, for those who read it. Every method throws EngineUnavailableError. */
export interface Papers {
  /** @param limit papers a page, 1 to 100 */
  search(query: Query, limit: number): Promise<SearchResult>;
  /** @returns the ids of all that match, in order */
  ids(query: Query): Promise<string[]>;
  get(id: string): Promise<Hit | null>;
  /** Papers that share tags and title words with this one, closest first, without it. */
  similar(paper: Head, limit: number): Promise<Hit[]>;
  /** @param at which of the papers, in [0, 1) */
  pick(at: number): Promise<Hit | null>;
  tags(): Promise<TagCounts>;
  counts(): Promise<{ readonly papers: number; readonly withText: number }>;
}

/**
 * @param engine kept running by somebody; the papers hold a key of their own that may only search
 * @param texts the text index that belongs to the engine's papers
 */
export function openPapers(engine: Engine, texts: TextSearch, log: Log): Papers {
  const search = openEngineSearch(engine, log);
  const show = (ids: readonly string[], query: Query | null) => showPapers(search, texts, ids, query);
  return {
    search: (query, limit) => searchPapers(search, texts, query, limit),
    ids: query => allIds(search, texts, query),
    get: async id => (await show([id], null))[0] ?? null,
    similar: async (paper, limit) => show(await similarIds(search, paper, limit), null),
    pick: async at => {
      const [all = NOTHING] = await search([{ q: '', page: 1, hitsPerPage: 0 }]);
      const offset = Math.floor(at * all.total);
      const [found = NOTHING] = await search([{ q: '', offset, limit: 1, attributesToRetrieve: ['id'] }]);
      const [hit] = found.hits;
      return hit === undefined ? null : ((await show([String(hit['id'])], null))[0] ?? null);
    },
    tags: async () => {
      const [found = NOTHING] = await search([{ q: '', facets: ['tags'], page: 1, hitsPerPage: 0 }]);
      return new Map(Object.entries(found.facets['tags'] ?? {}));
    },
    counts: () => countPapers(search),
  };
}

async function searchPapers(
  search: Search,
  texts: TextSearch,
  query: Query,
  limit: number,
): Promise<SearchResult> {
  const wanted = query.page * limit;
  // Both are asked at the same time.
  const words = engineWords(query);
  const finding = words === null ? null : findByEngine(search, words, [], wanted);
  // Whoever fails first is told of; the other's failure must not end the process.
  finding?.catch(() => {});
  let sought: Sought;
  try {
    sought = await seekWhenThere(search, texts, query, limit);
  } catch (error) {
    const plain = wordsBesideFilters(query);
    if (!(error instanceof TextsUnavailableError) || plain === null) throw error;
    return searchWithoutTexts(search, query, plain, limit, error.message);
  }
  const { exact, corrections, expecting } = sought;
  const result = { exact, corrections, expecting, page: query.page, without: null };
  if (finding === null) {
    const { total, hits, closest } = sought;
    return { ...result, total, pages: Math.ceil(total / limit), hits, closest };
  }
  const found = await finding;
  const total = Math.max(found.total, sought.total);
  if (total === 0) {
    const { hits, lacking } = await texts.closest(query, limit);
    return { ...result, total, pages: 0, hits, closest: lacking };
  }
  const pages = Math.ceil(total / limit);
  if (sought.first === null) return { ...result, total, pages, hits: sought.hits, closest: null };
  const ids = [...new Set([...sought.first, ...found.ids])].slice(wanted - limit, wanted);
  const known = new Map(sought.hits.map(hit => [hit.paper.id, hit]));
  const others = ids.filter(id => !known.has(id));
  for (const hit of await showPapers(search, texts, others, query)) known.set(hit.paper.id, hit);
  return { ...result, total, pages, hits: ids.flatMap(id => known.get(id) ?? []), closest: null };
}

/** Where there is no text index, the engine may only be starting, with which that comes: it is waited for. */
async function seekWhenThere(
  search: Search,
  texts: TextSearch,
  query: Query,
  limit: number,
): Promise<Sought> {
  try {
    return await texts.seek(query, limit);
  } catch (error) {
    if (!(error instanceof TextsUnavailableError)) throw error;
    await search([{ q: '', page: 1, hitsPerPage: 0 }]);
    return texts.seek(query, limit);
  }
}

async function allIds(search: Search, texts: TextSearch, query: Query): Promise<string[]> {
  const words = engineWords(query);
  if (words === null) return texts.all(query);
  return [...new Set([...(await texts.all(asPhrase(query))), ...(await idsByEngine(search, words, []))])];
}

/** @returns the query with its plain words as one phrase */
function asPhrase(query: Query): Query {
  return {
    ...query,
    plain: '',
    terms: [{ text: query.plain, quoted: true, excluded: false, field: null }],
  };
}

/** Papers that the text index does not have yet come from the engine. */
async function showPapers(
  search: Search,
  texts: TextSearch,
  ids: readonly string[],
  query: Query | null,
): Promise<Hit[]> {
  if (ids.length === 0) return [];
  const shown = new Map<string, Hit>();
  try {
    for (const hit of await texts.show(ids, query)) shown.set(hit.paper.id, hit);
  } catch (error) {
    if (!(error instanceof TextsUnavailableError)) throw error;
  }
  const missing = ids.filter(id => !shown.has(id));
  for (const hit of await hitsOf(search, missing, query)) shown.set(hit.paper.id, hit);
  return ids.flatMap(id => shown.get(id) ?? []);
}
