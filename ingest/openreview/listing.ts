import { z } from 'zod';
import { SourceError } from '../../src/errors.ts';
import type { Client } from './client.ts';
import type { Venue } from './venues.ts';

/** OpenReview refuses larger pages. */
const PAGE = 1_000;

const pageSchema = z.object({
  notes: z.array(z.looseObject({ id: z.string() })),
  count: z.number().int().nonnegative().nullish(),
});

export type ListedNote = z.infer<typeof pageSchema>['notes'][number];

/** The submissions of a venue, as OpenReview gives them. */
export interface Listing {
  /** How many there are, as far as it is known before all are here. */
  readonly count: number;
  /** Asks for each page when it is needed; the first one is here. */
  readonly notes: AsyncIterable<ListedNote>;
}

type Query = Readonly<Record<string, string>>;
interface Page {
  readonly notes: readonly ListedNote[];
  readonly count: number | null;
}

/** @returns the papers that a venue lists, or null where it lists none under any name that we know */
export async function openListing(venue: Venue, client: Client): Promise<Listing | null> {
  for (const query of queriesOf(venue)) {
    const listing = await list(venue, query, client);
    if (listing !== null) return listing;
  }
  if (venue.api === 'v1') return null;
  const byOutcome = await Promise.all(
    OUTCOMES.map(outcome => list(venue, { 'content.venueid': `${venue.id}${outcome}` }, client)),
  );
  return joined(byOutcome);
}

/**
 * The papers of an older venue that were taken out of its listing. A newer venue lists them among the others.
 */
export async function openWithdrawn(venue: Venue, client: Client): Promise<Listing | null> {
  if (venue.api === 'v2') return null;
  const names = ['Withdrawn_Submission', 'Desk_Rejected_Submission'];
  return joined(
    await Promise.all(names.map(name => list(venue, { invitation: `${venue.id}/-/${name}` }, client))),
  );
}

/** What a paper of a newer venue becomes is the end of its venueid. */
const OUTCOMES = [
  '',
  '/Submission',
  '/Rejected_Submission',
  '/Withdrawn_Submission',
  '/Desk_Rejected_Submission',
];

/** One of these holds every paper, whatever became of it. */
function queriesOf({ id, api, submission }: Venue): Query[] {
  if (api === 'v2') return [{ invitation: submission ?? `${id}/-/Submission` }];
  const names = ['Blind_Submission', 'Submission', 'submission'];
  const isSmall = /\/[a-z][^/]*$/u.test(id);
  return (isSmall ? names.toReversed() : names).map(name => ({ invitation: `${id}/-/${name}` }));
}

async function list(venue: Venue, query: Query, client: Client): Promise<Listing | null> {
  const first = await pageOf(venue, query, null, client);
  if (first.notes.length === 0) return null;
  return { count: first.count ?? first.notes.length, notes: allOf(venue, query, first, client) };
}

async function* allOf(venue: Venue, query: Query, first: Page, client: Client): AsyncGenerator<ListedNote> {
  const seen = new Set<string>();
  let page = first;
  for (;;) {
    const fresh = page.notes.filter(({ id }) => !seen.has(id));
    for (const { id } of page.notes) seen.add(id);
    yield* fresh;
    const last = page.notes.at(-1);
    // A page may be shorter than asked for, and one that says nothing new would be said again and again.
    const isAll = first.count === null ? page.notes.length < PAGE : seen.size >= first.count;
    if (isAll || last === undefined || fresh.length === 0) return;
    page = await pageOf(venue, query, { offset: seen.size, after: last.id }, client);
  }
}

async function pageOf(
  { id, api }: Venue,
  query: Query,
  from: { readonly offset: number; readonly after: string } | null,
  client: Client,
): Promise<Page> {
  const place = api === 'v1' ? pageOfV1(from?.offset ?? 0) : pageOfV2(from?.after ?? null);
  const answer = await client.get(api, '/notes', { ...query, limit: String(PAGE), ...place });
  if (answer === null) return { notes: [], count: 0 };
  const parsed = pageSchema.safeParse(answer);
  if (!parsed.success)
    throw new SourceError(`OpenReview's listing of ${id} has no list of notes.`, { cause: parsed.error });
  return { notes: parsed.data.notes, count: parsed.data.count ?? null };
}

function pageOfV1(offset: number): Query {
  return { sort: 'number:asc', offset: String(offset) };
}

function pageOfV2(after: string | null): Query {
  return after === null ? { sort: 'id', count: 'true' } : { sort: 'id', after };
}

function joined(listings: readonly (Listing | null)[]): Listing | null {
  const some = listings.filter(listing => listing !== null);
  if (some.length === 0) return null;
  return {
    count: some.reduce((sum, { count }) => sum + count, 0),
    notes: (async function* () {
      for (const { notes } of some) yield* notes;
    })(),
  };
}
