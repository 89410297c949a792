import type { Settings } from 'meilisearch';

export const INDEX = 'papers';

export const SETTINGS: Settings = {
  searchableAttributes: [
    'title',
    'latexTitle',
    'keywords',
    'tldr',
    'abstract',
    'authors',
    'body',
    'references',
    'bodySeams',
    'referenceSeams',
  ],
  filterableAttributes: ['id', 'tags', 'venueNames', 'year', 'hasText'],
  // Set, it would cost every search three milliseconds: see stand-ins.ts.
  separatorTokens: [],
  // A chat command is typed to its end: "gan" means GAN, not everybody who cites Ganguli.
  prefixSearch: 'disabled',
  // Counts are exact up to this many papers; by default the engine stops counting at 1,000.
  pagination: { maxTotalHits: 1_000_000 },
  faceting: { maxValuesPerFacet: 1_000_000, sortFacetValuesBy: { '*': 'alpha' } },
};
