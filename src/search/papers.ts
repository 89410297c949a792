import type { Engine } from '../engine/engine.ts';
import type { Log } from '../log.ts';
import type { Paper } from '../paper.ts';
import { searchKey } from './access.ts';
import { NOTHING, request, type Search } from './ask.ts';
import { createWithClient, isRefusal } from './client.ts';
import { closestPapers } from './closest.ts';
import { findPastedTitle } from './pasted-title.ts';
import { filterValue, type Plan, planQuery } from './plan.ts';
import type { Query } from './query.ts';
import { toPaper } from './record.ts';
import { INDEX, SHOWN_ATTRIBUTES } from './settings.ts';
import { similarPapers } from './similar.ts';
import { holdsPhrases, VERIFIED_ATTRIBUTES } from './verify.ts';

export interface SearchResult {
  /** How many papers match all of the query. */
  readonly total: number;
  /** How many of them hold the plain words as one phrase; null where there are not two plain words. */
  readonly exact: number | null;
  /** Counts from 1. */
  readonly page: number;
  readonly pages: number;
  readonly papers: readonly Paper[];
  /** The words that were searched for, where there were more than the engine reads; else null. */
  readonly chosen: readonly string[] | null;
  /**
   * Where no paper matches all: the papers are the closest ones, and these are the words that they
   * were allowed to lack (none where any of them may be missing). Else null.
   */
  readonly closest: readonly string[] | null;
}

/** Tags (lower-cased keywords) with how many papers carry each. */
export type TagCounts = ReadonlyMap<string, number>;

/** The index of papers, for those who read it. Every method throws EngineUnavailableError. */
export interface Papers {
  /** @param limit papers a page, 1 to 100 */
  search(query: Query, limit: number): Promise<SearchResult>;
  get(id: string): Promise<Paper | null>;
  /** Papers that share tags and title words with this one, closest first, without it. */
  similar(paper: Paper, limit: number): Promise<Paper[]>;
  /** @param at which of the papers, in [0, 1) */
  pick(at: number): Promise<Paper | null>;
  tags(): Promise<TagCounts>;
  counts(): Promise<{ readonly papers: number; readonly withText: number }>;
}

const SEARCH_TIMEOUT_MS = 10_000;

/** @param engine kept running by somebody; the papers hold a key of their own that may only search */
export function openPapers(engine: Engine, log: Log): Papers {
  const withClient = createWithClient(engine, connection => searchKey(connection, log), SEARCH_TIMEOUT_MS);

  const search: Search = async queries => {
    if (queries.length === 0) return [];
    try {
      const { results } = await withClient(client =>
        client.multiSearch({
          queries: queries.map(query => ({ matchingStrategy: 'all', ...query, indexUid: INDEX })),
        }),
      );
      return results.map(result => ({
        total: result.totalHits ?? result.estimatedTotalHits ?? 0,
        hits: result.hits,
        facets: result.facetDistribution ?? {},
      }));
    } catch (error) {
      if (isRefusal(error, 'index_not_found')) return queries.map(() => NOTHING);
      throw error;
    }
  };

  return {
    search: (query, limit) => searchPapers(search, query, limit),
    get: async id => {
      const [found = NOTHING] = await search([
        { q: '', filter: `id = ${filterValue(id)}`, attributesToRetrieve: SHOWN_ATTRIBUTES, limit: 1 },
      ]);
      const [hit] = found.hits;
      return hit === undefined ? null : toPaper(hit);
    },
    similar: (paper, limit) => similarPapers(search, paper, limit),
    pick: async at => {
      const [all = NOTHING] = await search([{ q: '', page: 1, hitsPerPage: 0 }]);
      const offset = Math.floor(at * all.total);
      const [found = NOTHING] = await search([
        { q: '', offset, limit: 1, attributesToRetrieve: SHOWN_ATTRIBUTES },
      ]);
      const [hit] = found.hits;
      return hit === undefined ? null : toPaper(hit);
    },
    tags: async () => {
      const [found = NOTHING] = await search([{ q: '', facets: ['tags'], page: 1, hitsPerPage: 0 }]);
      return new Map(Object.entries(found.facets['tags'] ?? {}));
    },
    counts: async () => {
      const [all = NOTHING, withText = NOTHING] = await search([
        { q: '', page: 1, hitsPerPage: 0 },
        { q: '', page: 1, hitsPerPage: 0, filter: 'hasText = true' },
      ]);
      return { papers: all.total, withText: withText.total };
    },
  };
}

async function searchPapers(search: Search, query: Query, limit: number): Promise<SearchResult> {
  const plan = planQuery(query);
  const filter = [...plan.filters, ...(await narrow(search, plan))];
  const [main = NOTHING, exact] = await search([
    {
      ...request(plan.main),
      filter,
      page: query.page,
      hitsPerPage: limit,
      attributesToRetrieve: SHOWN_ATTRIBUTES,
    },
    ...(plan.exact === null ? [] : [{ ...request(plan.exact), filter, page: 1, hitsPerPage: 0 }]),
  ]);
  const result: SearchResult = {
    total: main.total,
    exact: exact?.total ?? null,
    page: query.page,
    pages: Math.ceil(main.total / limit),
    papers: main.hits.map(toPaper),
    chosen: plan.chosen,
    closest: null,
  };
  // A title typed as it is would be found as a phrase.
  const pasted = exact?.total === 0 && query.page === 1 ? await findPastedTitle(search, query, filter) : null;
  if (main.total > 0) return { ...result, papers: putFirst(pasted, result.papers, limit) };
  const closest = await closestPapers(search, query, filter, limit);
  return { ...result, papers: putFirst(pasted, closest.papers, limit), closest: closest.lacking };
}

function putFirst(first: Paper | null, papers: readonly Paper[], limit: number): readonly Paper[] {
  if (first === null) return papers;
  return [first, ...papers.filter(({ id }) => id !== first.id)].slice(0, limit);
}

/** @returns filters that hold the query's fields: the ids that each of them finds, or must not find */
async function narrow(search: Search, plan: Plan): Promise<string[]> {
  const found = await search(
    plan.narrow.map(ask => ({
      ...request(ask),
      filter: [...plan.filters],
      attributesToRetrieve: ['id', ...(ask.verify === null ? [] : VERIFIED_ATTRIBUTES[ask.verify.field])],
      limit: 1_000_000,
    })),
  );
  return plan.narrow.map((ask, index) => {
    const { verify } = ask;
    const { hits } = found[index] ?? NOTHING;
    const holding = verify === null ? hits : hits.filter(hit => holdsPhrases(hit, verify));
    const ids = holding.map(hit => JSON.stringify(hit['id']));
    return `id ${ask.excludes ? 'NOT ' : ''}IN [${ids.join(', ')}]`;
  });
}
