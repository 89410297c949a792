import distance from 'damerau-levenshtein';
import type { Paper } from '../paper.ts';
import { request, type Search } from './ask.ts';
import { MAX_SLOTS } from './plan.ts';
import type { Query } from './query.ts';
import { toPaper } from './record.ts';
import { ATTRIBUTES_OF, SHOWN_ATTRIBUTES } from './settings.ts';
import { fold, wordsOf } from './words.ts';

/** Fewer words than this are a search, not a title. */
const LEAST_WORDS = 3;
/** A title may differ from what was pasted by an eighth of its letters, or by two. */
const MOST_WRONG = 1 / 8;
const CANDIDATES = 3;
/** In letters and spaces: no title of ICLR has more than 200, and comparing takes the square of it. */
const LONGEST_TITLE = 400;

/**
 * Finds the paper whose title was typed with a mistake in it. The engine forgives a letter, not one in
 * a short word nor one in "Max-margni"; and where the wrong word is a right one elsewhere, it prefers
 * the papers that hold it. So titles are asked for the words from the front and from the back, of
 * which one half at least is right.
 * @returns null where the query is not like any title
 */
export async function findPastedTitle(
  search: Search,
  query: Query,
  filter: readonly string[],
): Promise<Paper | null> {
  const words = query.terms.flatMap(term => wordsOf(term.text));
  if (words.length < LEAST_WORDS || query.terms.some(term => term.field !== null || term.excluded))
    return null;
  const typed = letters(words);
  if (typed.length > LONGEST_TITLE) return null;
  const most = Math.max(2, typed.length * MOST_WRONG);
  const found = await search(
    [words, words.toReversed()].map(ordered => ({
      ...request({ q: ordered.slice(0, MAX_SLOTS).join(' '), on: ATTRIBUTES_OF.title }),
      filter: [...filter],
      matchingStrategy: 'last',
      limit: CANDIDATES,
      attributesToRetrieve: SHOWN_ATTRIBUTES,
    })),
  );
  let best: { readonly paper: Paper; readonly wrong: number } | null = null;
  for (const paper of found.flatMap(({ hits }) => hits.map(toPaper))) {
    const title = letters(wordsOf(paper.title));
    if (Math.abs(title.length - typed.length) > most) continue;
    const wrong = distance(typed, title).steps;
    if (wrong <= most && (best === null || wrong < best.wrong)) best = { paper, wrong };
  }
  return best?.paper ?? null;
}

function letters(words: readonly string[]): string {
  return fold(words.join(' '));
}
