import type { Papers } from '../../src/search/papers.ts';
import type { SearchResult } from '../../src/search/result.ts';

/** Papers of which a search for `hang` takes until a test ends it; all others find nothing, at once. */
export interface HangingPapers extends Papers {
  /** What was searched for, in the order in which it was begun. */
  readonly searched: string[];
  /** How many searches hang at this moment. */
  hanging(): number;
  /** Ends those that hang, and lets no other hang. */
  release(): void;
}

export function hangingPapers(): HangingPapers {
  const searched: string[] = [];
  let isReleased = false;
  let waiting: (() => void)[] = [];
  const nothing: SearchResult = {
    total: 0,
    exact: null,
    page: 1,
    pages: 0,
    hits: [],
    corrections: [],
    expecting: false,
    closest: null,
    without: null,
  };
  return {
    searched,
    hanging: () => waiting.length,
    release: () => {
      isReleased = true;
      for (const end of waiting) end();
      waiting = [];
    },
    search: async ({ source }) => {
      searched.push(source);
      if (source === 'hang' && !isReleased) await new Promise<void>(resolve => waiting.push(resolve));
      return nothing;
    },
    get: async () => null,
    similar: async () => [],
    pick: async () => null,
    tags: async () => new Map(),
    ids: async () => [],
    counts: async () => ({ papers: 0, withText: 0 }),
  };
}
