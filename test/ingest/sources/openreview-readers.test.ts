import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openClient } from '../../../ingest/openreview/client.ts';
import { openKeptPdfs } from '../../../ingest/openreview/kept-pdfs.ts';
import { openListed } from '../../../ingest/openreview/listed.ts';
import { openPatience } from '../../../ingest/openreview/patience.ts';
import { parseVenues } from '../../../ingest/openreview/venue-names.ts';
import type { PdfTexts } from '../../../ingest/pdf/texts.ts';
import { ingest } from '../../../ingest/pipeline.ts';
import { freshMemory, type Memory, openOpenReview } from '../../../ingest/sources/openreview.ts';
import { indexerOf, memoryLog, papersAsIs, startEngine, temporaryFolder } from '../../support/engine.ts';
import { manyPapers, type StandInPaper } from '../../support/openreview/notes.ts';
import { startOpenReview } from '../../support/openreview/server.ts';

const { signal: NEVER } = new AbortController();
const CHAIRS = ['ICLR.cc/2024/Conference/Area_Chairs'];
/** What PDFs say is no matter here: no process has to read them. */
const texts: Pick<PdfTexts, 'of' | 'atOnce'> = {
  atOnce: 1,
  of: async path => ({
    kind: 'text',
    engine: 'pdfium',
    sha256: path,
    text: { pages: ['The wombat digs.'], unreadable: [], firstPage: [], info: { title: null, author: null } },
  }),
};

/** @returns an index that is filled from a stand-in of OpenReview, round by round, as an area chair sees it */
async function areaChair(papers: readonly StandInPaper[]) {
  const [server, engine, folder] = [
    await startOpenReview(papers),
    await startEngine(),
    await temporaryFolder(),
  ];
  const kept = await openKeptPdfs(folder);
  const lists = join(folder, 'listed.json');
  return {
    server,
    papers: await papersAsIs(engine, memoryLog()),
    change: (id: string, given: Partial<StandInPaper>): void => {
      const index = server.papers.findIndex(paper => paper.id === id);
      const paper = server.papers[index];
      if (paper !== undefined) server.papers[index] = { ...paper, ...given };
    },
    round: async (memory: Memory = freshMemory(), withPdfs = true) => {
      const source = await openOpenReview({
        venues: parseVenues([papers[0]?.api === 'v2' ? 'ICLR 2024' : 'ICLR 2019']),
        client: openClient(
          server.config,
          openPatience(NEVER, () => {}),
          'test',
        ),
        pdfs: withPdfs ? { kept, texts } : null,
        memory,
        listed: await openListed(lists),
        leave: NEVER,
      });
      return ingest(source, await indexerOf(engine), () => {});
    },
  };
}

describe('what is not for everybody on OpenReview', () => {
  it.each(['v1', 'v2'] as const)(
    'never comes in from %s, is taken out when it is so no more, and comes back with its text',
    async api => {
      const { server, papers, change, round } = await areaChair(manyPapers(3, { api }));
      change('p0001', { readers: CHAIRS });
      const memory = freshMemory();
      expect(await round(memory)).toMatchObject({ added: 2, withheld: 1, takenOut: [] });
      expect(await papers.get('p0001')).toBeNull();
      expect(server.pdfs).toEqual(['p0002', 'p0003']);

      change('p0002', { readers: CHAIRS });
      expect(await round(memory)).toMatchObject({ unchanged: 1, withheld: 2, takenOut: ['p0002'] });
      expect(await papers.get('p0002')).toBeNull();
      expect((await papers.get('p0003'))?.pages).toBe(1);

      change('p0002', { readers: ['everyone'] });
      expect(await round(memory)).toMatchObject({ added: 1, withheld: 1, takenOut: [] });
      expect((await papers.get('p0002'))?.pages).toBe(1);
      expect(server.pdfs).toEqual(['p0002', 'p0003']);
    },
  );

  it.each(['v1', 'v2'] as const)(
    'is taken out by an account of %s that sees only that it is listed no more, and asks',
    async api => {
      const { server, papers, change, round } = await areaChair(manyPapers(4, { api }));
      server.seesAll = false;
      await round();
      change('p0001', { readers: CHAIRS });
      change('p0002', { outcome: 'Withdrawn_Submission' });
      const [third] = server.papers.splice(2, 1);
      expect(await round()).toMatchObject({ withheld: 2, takenOut: ['p0001', 'p0003'] });
      expect(await papers.get('p0001')).toBeNull();
      expect((await papers.get('p0002'))?.paper.decision).toBe('Withdrawn');
      if (third !== undefined) server.papers.push(third);
      expect(await round()).toMatchObject({ added: 1, withheld: 1, takenOut: [] });
    },
  );

  it('is not what is listed no more and still is for everybody', async () => {
    const { server, change, round } = await areaChair(manyPapers(2, { api: 'v2' }));
    await round();
    change('p0001', { venue: 'ICLR.cc/2025/Conference' });
    expect(await round()).toMatchObject({ withheld: 0, takenOut: [] });
    expect(server.requestsOf('/notes').filter(({ query }) => query['id'] === 'p0001')).toHaveLength(1);
  });

  it('is taken out where only titles are asked for, too', async () => {
    const { papers, change, round } = await areaChair(manyPapers(2, { api: 'v2' }));
    await round();
    change('p0001', { readers: null });
    expect(await round(freshMemory(), false)).toMatchObject({ withheld: 1, takenOut: ['p0001'] });
    expect(await papers.counts()).toEqual({ papers: 1, withText: 1 });
  });

  it('may be a PDF alone, whose text never comes in, or goes, while the paper stays', async () => {
    const { server, papers, change, round } = await areaChair(manyPapers(2, { api: 'v2' }));
    change('p0001', { fieldReaders: { pdf: CHAIRS } });
    const memory = freshMemory();
    await round(memory);
    expect(await papers.get('p0001')).toMatchObject({
      paper: { title: 'Paper p0001', pdfUrl: null },
      pages: 0,
    });
    expect(server.pdfs).toEqual(['p0002']);

    change('p0002', { fieldReaders: { pdf: CHAIRS, authors: CHAIRS } });
    expect(await round(memory, false)).toMatchObject({ updated: 1, unchanged: 1, takenOut: [] });
    expect(await papers.get('p0002')).toMatchObject({ paper: { authors: [], pdfUrl: null }, pages: 0 });
    expect((await round(memory)).unchanged).toBe(2);

    change('p0002', { fieldReaders: {} });
    await round(memory);
    expect((await papers.get('p0002'))?.pages).toBe(1);
    expect(server.pdfs).toEqual(['p0002']);
  });
});
