import type { Engine } from '../engine/engine.ts';
import type { Log } from '../log.ts';
import { searchKey } from './access.ts';
import { NOTHING, type Search } from './ask.ts';
import { createWithClient, isRefusal } from './client.ts';
import { INDEX } from './settings.ts';

const SEARCH_TIMEOUT_MS = 10_000;

/** @returns searches of the engine's papers, with a key that may do nothing else */
export function openEngineSearch(engine: Engine, log: Log): Search {
  const withClient = createWithClient(engine, connection => searchKey(connection, log), SEARCH_TIMEOUT_MS);
  return async queries => {
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
}
