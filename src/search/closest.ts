import type { Paper } from '../paper.ts';
import { type Found, request, type Search } from './ask.ts';
import { askLoosely, looseWords, MAX_SLOTS } from './plan.ts';
import type { Query } from './query.ts';
import { toPaper } from './record.ts';
import { SHOWN_ATTRIBUTES } from './settings.ts';

/** More words than this are not counted one by one: it costs a search each. */
const MAX_COUNTED = 40;

export interface Closest {
  readonly papers: readonly Paper[];
  /** The words that had to be given up; none where the papers lack some word or other. */
  readonly lacking: readonly string[];
}

/**
 * Finds papers for a query that no paper answers in full: first without the words that no paper has,
 * then without any one word (one of them may be mistyped into another word), then with as many of the
 * rarest words as can be had: strategy `last` gives up words from the end. Fields and exclusions hold
 * all the same.
 * @param filter the query's fields, as filters
 */
export async function closestPapers(
  search: Search,
  query: Query,
  filter: readonly string[],
  limit: number,
): Promise<Closest> {
  const words = looseWords(query).slice(0, MAX_COUNTED);
  if (words.length < 2) return { papers: [], lacking: [] };
  const ranked = (tried: readonly string[], strategy: 'all' | 'last') => ({
    ...request(askLoosely(query, tried)),
    filter: [...filter],
    matchingStrategy: strategy,
    page: 1,
    hitsPerPage: limit,
    attributesToRetrieve: SHOWN_ATTRIBUTES,
  });

  const counts = await search(
    words.map(word => ({
      ...request(askLoosely(query, [word])),
      filter: [...filter],
      page: 1,
      hitsPerPage: 0,
    })),
  );
  const frequency = new Map(words.map((word, index) => [word, counts[index]?.total ?? 0]));
  const missing = words.filter(word => frequency.get(word) === 0);
  const present = words
    .filter(word => !missing.includes(word))
    .sort((a, b) => (frequency.get(a) ?? 0) - (frequency.get(b) ?? 0))
    .slice(0, MAX_SLOTS);
  if (present.length === 0) return { papers: [], lacking: [] };

  // Typed order matters to the engine: it prefers words that stand as close together as they were typed.
  const typed = words.filter(word => present.includes(word));
  const withoutOne = present.length < 2 ? [] : present.map(left => typed.filter(word => word !== left));
  const attempts = [typed, ...withoutOne];
  const found = await search([...attempts.map(attempt => ranked(attempt, 'all')), ranked(present, 'last')]);
  const first = found.findIndex(({ total }) => total > 0);
  const attempt = attempts[first];
  return {
    papers: papersOf(found[first]),
    lacking: attempt === undefined ? [] : words.filter(word => !attempt.includes(word)),
  };
}

function papersOf(found: Found | undefined): Paper[] {
  return found?.hits.map(toPaper) ?? [];
}
