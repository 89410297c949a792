import type { Settings } from 'meilisearch';
import type { TextField } from './query.ts';

export const INDEX = 'papers';

/**
 * Where each text field looks. Pages and their seams are objects of numbered parts, see record.ts; the
 * star takes in all of them, and the object itself, which exists even where no paper has parts.
 */
export const ATTRIBUTES_OF: Readonly<Record<TextField, readonly string[]>> = {
  title: ['title', 'latexTitle'],
  abstract: ['abstract'],
  author: ['authors'],
  cites: ['references*', 'referenceSeams*'],
};

/** What a search brings along for the hits that are shown: all but what only matching needs. */
export const SHOWN_ATTRIBUTES = [
  'id',
  'title',
  'venue',
  'authors',
  'keywords',
  'tldr',
  'abstract',
  'decision',
  'bibtex',
  'forumUrl',
  'pdfUrl',
  'file',
  'body',
  'references',
];

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
