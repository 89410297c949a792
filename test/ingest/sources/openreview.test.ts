import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openClient } from '../../../ingest/openreview/client.ts';
import { openKeptPdfs } from '../../../ingest/openreview/kept-pdfs.ts';
import { openListed } from '../../../ingest/openreview/listed.ts';
import { openPatience } from '../../../ingest/openreview/patience.ts';
import { parseVenues } from '../../../ingest/openreview/venue-names.ts';
import { openPdfTexts } from '../../../ingest/pdf/texts.ts';
import type { SourceItem } from '../../../ingest/source.ts';
import { freshMemory, type Memory, openOpenReview } from '../../../ingest/sources/openreview.ts';
import { ConfigError, SourceError } from '../../../src/errors.ts';
import { atEnd, temporaryFolder } from '../../support/engine.ts';
import { eventually } from '../../support/eventually.ts';
import { manyPapers, standInPaper } from '../../support/openreview/notes.ts';
import { type OpenReviewServer, startOpenReview } from '../../support/openreview/server.ts';

const PACE = { retries: 8, firstWaitMs: 1, longestWaitMs: 4, timeoutMs: 10_000 };

const NEVER = new AbortController().signal;

const dataDir = await temporaryFolder();
const texts = openPdfTexts({ dataDir, engine: 'pdfium', signal: new AbortController().signal });
atEnd(() => texts.close());

interface Round {
  readonly items: SourceItem[];
  readonly total: number;
  /** One line an item. */
  readonly lines: string[];
}

async function round(
  server: OpenReviewServer,
  given: { venues?: string; folder?: string; memory?: Memory; leave?: AbortSignal } = {},
): Promise<Round> {
  const { venues = 'ICLR 2019', folder, memory = freshMemory(), leave = NEVER } = given;
  const patience = openPatience(new AbortController().signal, () => {}, PACE);
  const source = await openOpenReview({
    venues: parseVenues([venues]),
    client: openClient(server.config, patience, 'test'),
    pdfs: folder === undefined ? null : { kept: await openKeptPdfs(folder), texts },
    memory,
    listed: await openListed(join(await temporaryFolder(), 'listed.json')),
    leave,
  });
  const items: SourceItem[] = [];
  for await (const item of source.items) items.push(item);
  return { items, total: source.total, lines: items.map(lineOf) };
}

function lineOf(item: SourceItem): string {
  switch (item.kind) {
    case 'metadata':
      return `metadata ${item.metadata.id}${item.textFollows ? ' …' : ''}`;
    case 'paper':
      return `paper ${item.paper.id}: ${item.paper.pages[0]?.body}`;
    case 'withheld':
      return `withheld ${item.id}`;
    case 'read in part':
    case 'skipped':
      return `${item.kind} ${item.what}: ${item.reason}`;
  }
}

describe('venues of OpenReview', () => {
  it('give all their papers first, and then the text of each, in the order of their numbers', async () => {
    const papers = manyPapers(3);
    const server = await startOpenReview([...papers].reverse());
    const { lines, total } = await round(server, { folder: await temporaryFolder() });
    expect(total).toBe(3);
    expect(lines).toEqual([
      'metadata p0003 …',
      'metadata p0002 …',
      'metadata p0001 …',
      'paper p0001: The wombat of paper 1 digs.',
      'paper p0002: The wombat of paper 2 digs.',
      'paper p0003: The wombat of paper 3 digs.',
    ]);
  });

  it('give no text where none is asked for, and fetch no PDF', async () => {
    const server = await startOpenReview(manyPapers(2));
    expect((await round(server)).lines).toEqual(['metadata p0001', 'metadata p0002']);
    expect(server.requestsOf('/pdf')).toEqual([]);
  });

  it('ask again, after the others, for what is no whole PDF', async () => {
    const server = await startOpenReview(manyPapers(4));
    server.mishaps('/pdf', { kind: 'half' }, { kind: 'page' });
    const { lines } = await round(server, { folder: await temporaryFolder() });
    expect(lines.slice(4).map(line => line.slice(0, 11))).toEqual([
      'paper p0003',
      'paper p0004',
      'paper p0001',
      'paper p0002',
    ]);
    expect(server.requestsOf('/pdf')).toHaveLength(6);
  });

  it('say of which papers there is no text, and why', async () => {
    const server = await startOpenReview([
      standInPaper({ id: 'none' }),
      standInPaper({ id: 'elsewhere', pdf: 'https://arxiv.org/abs/1301.3781', number: 2 }),
      standInPaper({ id: 'cut', pages: ['x'], number: 3 }),
    ]);
    server.mishaps(
      '/pdf',
      { kind: 'answer', status: 404 },
      ...Array.from({ length: 6 }, () => ({ kind: 'half' }) as const),
    );
    const folder = await temporaryFolder();
    const { lines } = await round(server, { folder });
    expect(lines.slice(3)).toEqual([
      'skipped the text of none: OpenReview has no PDF of it',
      'skipped the text of elsewhere: its PDF is elsewhere, at https://arxiv.org/abs/1301.3781, and is not fetched',
      'skipped the text of cut: the PDF came cut short, each of 6 times',
    ]);
    expect(server.requestsOf('/pdf').map(({ query }) => query['id'])).toEqual([
      'none',
      ...Array(6).fill('cut'),
    ]);
  });

  it('fetch no PDF again that is kept, and one of a revision', async () => {
    const server = await startOpenReview(manyPapers(2));
    const folder = await temporaryFolder();
    await round(server, { folder });
    const [first] = server.papers;
    if (first !== undefined)
      server.papers[0] = { ...first, pdf: '/pdf/revised.pdf', pages: ['A numbat now.'] };
    const { lines } = await round(server, { folder });
    expect(lines.slice(2)).toEqual([
      'paper p0001: A numbat now.',
      'paper p0002: The wombat of paper 2 digs.',
    ]);
    expect(server.pdfs).toEqual(['p0001', 'p0002', 'p0001']);
  });

  it('need one call in a later round, and read only what is new or revised', async () => {
    const server = await startOpenReview(manyPapers(2));
    const [folder, memory] = [await temporaryFolder(), freshMemory()];
    await round(server, { folder, memory });
    server.requests.length = 0;
    server.papers.push(standInPaper({ id: 'new', number: 3, pages: ['A bilby.'] }));
    expect((await round(server, { folder, memory })).lines).toEqual([
      'metadata p0001',
      'metadata p0002',
      'metadata new …',
      'paper new: A bilby.',
    ]);
    expect(server.requests.map(({ path }) => path)).toEqual(['/login', '/notes', '/pdf']);
  });

  it.each(['v1', 'v2'] as const)('mark what is withdrawn from %s', async api => {
    const server = await startOpenReview(manyPapers(2, { api }));
    const memory = freshMemory();
    const venues = api === 'v1' ? 'ICLR 2019' : 'ICLR 2024';
    await round(server, { venues, memory });
    const [first] = server.papers;
    if (first !== undefined) server.papers[0] = { ...first, outcome: 'Withdrawn_Submission' };
    const { items } = await round(server, { venues, memory });
    const decisions = items.map(item =>
      item.kind === 'metadata' ? [item.metadata.id, item.metadata.decision] : [],
    );
    expect(Object.fromEntries(decisions)).toEqual({ p0001: 'Withdrawn', p0002: null });
  });

  it('of a range are brought in where others are missing, which is said; one alone has to be there', async () => {
    const server = await startOpenReview(manyPapers(1));
    const { lines, total } = await round(server, { venues: 'ICLR 2018..2019' });
    expect(lines).toEqual(['skipped ICLR 2018: OpenReview has no venue of this name', 'metadata p0001']);
    expect(total).toBe(2);
    await expect(round(server, { venues: 'ICLR 2018' })).rejects.toThrow(SourceError);
    await expect(round(server, { venues: 'ICLR 2020..2022' })).rejects.toThrow(SourceError);
  });

  it('ask for a login where one page after the other comes in the place of PDFs', async () => {
    const server = await startOpenReview(manyPapers(12));
    server.mishaps('/pdf', ...Array.from({ length: 12 }, () => ({ kind: 'page' }) as const));
    await expect(round(server, { folder: await temporaryFolder() })).rejects.toThrow(ConfigError);
    expect(server.requestsOf('/pdf')).toHaveLength(8);
  });

  it('leave PDFs that are waited for to the next round once that is due, which gets them', async () => {
    const server = await startOpenReview(manyPapers(4));
    const [folder, memory, due] = [await temporaryFolder(), freshMemory(), new AbortController()];
    server.mishaps(
      '/pdf',
      { kind: 'half' },
      { kind: 'answer', status: 429, headers: { 'retry-after': '3600' } },
    );
    const first = round(server, { folder, memory, leave: due.signal });
    await eventually(() => expect(server.requestsOf('/pdf')).toHaveLength(2));
    due.abort();
    expect((await first).lines.slice(4)).toEqual([
      'skipped texts that are waited for: 4, left to the next round',
    ]);
    expect((await round(server, { folder, memory })).lines.slice(4)).toHaveLength(4);
    expect(server.pdfs).toEqual(['p0001', 'p0002', 'p0003', 'p0004']);
  });

  it('name the papers for which there is never anything but a page, be they many', async () => {
    const server = await startOpenReview(manyPapers(18));
    const page = { kind: 'page' } as const;
    const firstRound = Array.from({ length: 9 }, () => [page, { kind: 'usual' } as const]).flat();
    server.mishaps('/pdf', ...firstRound, ...Array.from({ length: 45 }, () => page));
    const { lines } = await round(server, { folder: await temporaryFolder() });
    expect(lines.filter(line => line.startsWith('paper'))).toHaveLength(9);
    expect(
      lines.filter(line => line.includes('a web page came in the place of its PDF, each of 6 times')),
    ).toHaveLength(9);
  });

  it('put off a PDF that the server fails on, and give up where it fails on the next one, too', async () => {
    const server = await startOpenReview(manyPapers(2));
    const down = (count: number) =>
      Array.from({ length: count }, () => ({ kind: 'answer', status: 500 }) as const);
    server.mishaps('/pdf', ...down(9));
    const folder = await temporaryFolder();
    expect((await round(server, { folder })).lines.slice(2).map(line => line.slice(0, 11))).toEqual([
      'paper p0002',
      'paper p0001',
    ]);
    server.mishaps('/pdf', ...down(18));
    await expect(round(server, { folder: await temporaryFolder() })).rejects.toThrow(
      'OpenReview does not answer',
    );
  });
});
