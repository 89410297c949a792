import { request } from '../src/search/ask.ts';
import type { createClient } from '../src/search/client.ts';
import { planQuery } from '../src/search/plan.ts';
import { parseQuery } from '../src/search/query.ts';
import { INDEX } from '../src/search/settings.ts';

/** The ids of all papers that match all of a query, in order. */
export type FindIds = (text: string) => Promise<string[]>;

/**
 * Asks the engine what the project would ask it, for ids alone: two hundred thousand papers with their
 * pages are ten gigabytes.
 */
export function openFindIds(client: ReturnType<typeof createClient>): FindIds {
  return async text => {
    const parsed = parseQuery(text);
    if (!parsed.ok) return [];
    const plan = planQuery(parsed.query);
    if (plan.narrow.length > 0) throw new Error(`${text} takes more than one request`);
    const { hits } = await client.index(INDEX).search(null, {
      ...request(plan.main),
      filter: [...plan.filters],
      matchingStrategy: 'all',
      attributesToRetrieve: ['id'],
      limit: 1_000_000,
    });
    return hits.map(hit => String(hit['id']));
  };
}

/** @returns the words as a quoted phrase */
export function phraseOf(words: string): string {
  return `"${words.replaceAll('"', ' ')}"`;
}
