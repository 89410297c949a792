import { describe, expect, it } from 'vitest';
import { openClient } from '../../../ingest/openreview/client.ts';
import { openListing, openWithdrawn } from '../../../ingest/openreview/listing.ts';
import { openPatience } from '../../../ingest/openreview/patience.ts';
import { parseVenues } from '../../../ingest/openreview/venue-names.ts';
import { findVenue, type Venue } from '../../../ingest/openreview/venues.ts';
import {
  manyPapers,
  type StandInPaper,
  standInPaper,
  V1_VENUE,
  V2_VENUE,
} from '../../support/openreview/notes.ts';
import { type OpenReviewServer, startOpenReview } from '../../support/openreview/server.ts';

function clientOf(server: OpenReviewServer) {
  return openClient(
    server.config,
    openPatience(new AbortController().signal, () => {}),
    'test',
  );
}

async function venueOf(server: OpenReviewServer, words: string): Promise<Venue | null> {
  const [name] = parseVenues([words]);
  return name === undefined ? null : findVenue(name, clientOf(server));
}

async function listed(papers: readonly StandInPaper[], words: string) {
  const server = await startOpenReview(papers);
  const venue = await venueOf(server, words);
  if (venue === null) throw new Error('no venue');
  const listing = await openListing(venue, clientOf(server));
  const ids: string[] = [];
  for await (const note of listing?.notes ?? []) ids.push(note.id);
  return { ids, count: listing?.count, calls: server.requestsOf('/notes').length, server, venue };
}

describe('a venue', () => {
  it('is found in whichever API holds it, by asking', async () => {
    const server = await startOpenReview([
      standInPaper({ id: 'a' }),
      standInPaper({ id: 'b', api: 'v2' }),
      standInPaper({ id: 'c', venue: 'ICLR.cc/2013/conference' }),
    ]);
    expect(await venueOf(server, 'ICLR 2019')).toMatchObject({ id: V1_VENUE, api: 'v1' });
    expect(await venueOf(server, 'ICLR 2024')).toMatchObject({ id: V2_VENUE, api: 'v2' });
    expect(await venueOf(server, 'ICLR 2013')).toMatchObject({ id: 'ICLR.cc/2013/conference', api: 'v1' });
    expect(await venueOf(server, 'ICLR 2020')).toBeNull();
  });

  it.each(['v1', 'v2'] as const)('of %s is listed in one call for every thousand papers', async api => {
    const words = api === 'v1' ? 'ICLR 2019' : 'ICLR 2024';
    const papers = manyPapers(2_005, { api });
    const { ids, count, calls } = await listed(papers, words);
    expect(ids).toEqual(papers.map(({ id }) => id));
    expect(count).toBe(2_005);
    expect(calls).toBe(3);
    expect((await listed(manyPapers(1_000, { api }), words)).calls).toBe(1);
  });

  it.each(['v1', 'v2'] as const)(
    'of %s is listed to the end where pages are shorter than asked for',
    async api => {
      const server = await startOpenReview(manyPapers(5, { api }));
      server.mostNotes = 2;
      const venue: Venue = { id: api === 'v1' ? V1_VENUE : V2_VENUE, api, submission: null };
      const listing = await openListing(venue, clientOf(server));
      const ids: string[] = [];
      for await (const { id } of listing?.notes ?? []) ids.push(id);
      expect(ids).toEqual(['p0001', 'p0002', 'p0003', 'p0004', 'p0005']);
    },
  );

  it('of a year with a small letter is listed under its own name', async () => {
    const { ids, calls } = await listed(manyPapers(2, { venue: 'ICLR.cc/2017/conference' }), 'ICLR 2017');
    expect(ids).toHaveLength(2);
    expect(calls).toBe(1);
  });

  it('of the newer API lists what was withdrawn and rejected among the others', async () => {
    const outcomes = [undefined, 'Rejected_Submission', 'Withdrawn_Submission', 'Desk_Rejected_Submission'];
    const papers = outcomes.map((outcome, index) =>
      standInPaper({ id: `p${index}`, api: 'v2', ...(outcome === undefined ? {} : { outcome }) }),
    );
    const { ids, calls, venue, server } = await listed(papers, 'ICLR 2024');
    expect(ids).toEqual(['p0', 'p1', 'p2', 'p3']);
    expect(calls).toBe(1);
    expect(await openWithdrawn(venue, clientOf(server))).toBeNull();
  });

  it('of the newer API that hides its submissions is listed by what became of them', async () => {
    const papers = ['Rejected_Submission', 'Withdrawn_Submission'].map((outcome, index) =>
      standInPaper({ id: `p${index}`, api: 'v2', outcome }),
    );
    const server = await startOpenReview(papers);
    const venue: Venue = { id: V2_VENUE, api: 'v2', submission: `${V2_VENUE}/-/Hidden` };
    const listing = await openListing(venue, clientOf(server));
    expect(listing?.count).toBe(2);
  });

  it('of the older API lists elsewhere what was withdrawn', async () => {
    const { ids, venue, server } = await listed(
      [standInPaper({ id: 'a' }), standInPaper({ id: 'b', outcome: 'Withdrawn_Submission' })],
      'ICLR 2019',
    );
    expect(ids).toEqual(['a']);
    expect((await openWithdrawn(venue, clientOf(server)))?.count).toBe(1);
  });

  it('ends where a server says the same page again and again', async () => {
    const server = await startOpenReview(manyPapers(1_000));
    const page = { notes: manyPapers(1_000).map(({ id }) => ({ id })), count: 5_000 };
    server.mishaps(
      '/notes',
      ...Array.from({ length: 4 }, () => ({ kind: 'answer', status: 200, body: page }) as const),
    );
    const listing = await openListing({ id: V1_VENUE, api: 'v1', submission: null }, clientOf(server));
    let notes = 0;
    for await (const _ of listing?.notes ?? []) notes += 1;
    expect(notes).toBe(1_000);
    expect(server.requestsOf('/notes')).toHaveLength(2);
  });
});
