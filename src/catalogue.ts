import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { NO_SEAMS, type SourcePaper } from './paper.ts';
import { paperWithinLimits } from './paper-limits.ts';
import type { Indexer } from './search/indexer.ts';
import { toRecord } from './search/record.ts';

const FILE = new URL('../catalogue/iclr-2019.json', import.meta.url);

const catalogueSchema = z.object({
  venue: z.string(),
  papers: z.array(z.object({ id: z.string(), title: z.string(), keywords: z.array(z.string()) })),
});

/**
 * The papers that come with the project: titles and keywords without text, so that a fresh checkout
 * has something to search.
 */
export async function readCatalogue(): Promise<SourcePaper[]> {
  const { venue, papers } = catalogueSchema.parse(JSON.parse(await readFile(FILE, 'utf8')));
  return papers.map(
    paper =>
      paperWithinLimits({
        ...paper,
        venue,
        authors: [],
        tldr: null,
        abstract: null,
        decision: null,
        bibtex: null,
        forumUrl: `https://openreview.net/forum?id=${paper.id}`,
        pdfUrl: `https://openreview.net/pdf?id=${paper.id}`,
        file: null,
        pages: [],
        seams: NO_SEAMS,
      }).value,
  );
}

/** Fills an empty index; an index with a paper in it, whichever, stays as it is. */
export async function loadCatalogue(indexer: Indexer): Promise<void> {
  await indexer.prepare();
  const { indexed } = await indexer.add((await readCatalogue()).map(toRecord));
  await indexed;
  await indexer.finish();
}
