import { SourceError } from '../../src/errors.ts';
import { NO_SEAMS } from '../../src/paper.ts';
import type { Client } from '../openreview/client.ts';
import { type FetchPdf, openFetchPdf } from '../openreview/fetch-pdf.ts';
import type { KeptPdfs } from '../openreview/kept-pdfs.ts';
import type { Listed } from '../openreview/listed.ts';
import { type Listing, openListing, openWithdrawn } from '../openreview/listing.ts';
import { readNote } from '../openreview/note.ts';
import { textsOf, type Wanted } from '../openreview/texts.ts';
import type { VenueName } from '../openreview/venue-names.ts';
import { findVenue, type Venue } from '../openreview/venues.ts';
import type { PdfTexts } from '../pdf/texts.ts';
import type { Skipped, Source, SourceItem } from '../source.ts';

/** What one round leaves to the next, so that it asks for nothing again. */
export interface Memory {
  readonly venues: Map<string, Venue>;
  /** The ids that an older venue listed: what is missing among them next time was withdrawn. */
  readonly listed: Map<string, ReadonlySet<string>>;
  /** The PDFs that are done with. */
  readonly settled: Set<string>;
}

export interface OpenReviewOptions {
  readonly venues: readonly VenueName[];
  readonly client: Client;
  /** Where PDFs are kept and read; null where titles and abstracts are enough. */
  readonly pdfs: { readonly kept: KeptPdfs; readonly texts: Pick<PdfTexts, 'of' | 'atOnce'> } | null;
  /** Written to; the next round may be given it when everything that came in this one is in the index. */
  readonly memory: Memory;
  /** What was listed in earlier runs, too. */
  readonly listed: Listed;
  /** Once aborted, PDFs that are not here are left to the next round. */
  readonly leave: AbortSignal;
}

interface Opened {
  readonly venue: Venue;
  readonly listing: Listing;
  /** What was withdrawn from it and is listed elsewhere; null where that is not known yet, or nothing is. */
  readonly withdrawn: Listing | null;
}

export function freshMemory(): Memory {
  return { venues: new Map(), listed: new Map(), settled: new Set() };
}

/**
 * The papers of venues on OpenReview: first all of them as they are listed, then, where PDFs are wanted, each
 * with its text, in the order of their numbers.
 * @throws SourceError where a venue is not there, or OpenReview does not answer; ConfigError for its account
 */
export async function openOpenReview(options: OpenReviewOptions): Promise<Source> {
  const opened: Opened[] = [];
  const missing: Skipped[] = [];
  for (const name of options.venues) {
    const found = await open(name, options);
    if ('listing' in found) opened.push(found);
    else if (name.isOfRange) missing.push(found);
    else throw new SourceError(`${found.what}: ${found.reason}.`);
  }
  const [first] = missing;
  if (opened.length === 0 && first !== undefined)
    throw new SourceError(`None of these venues: ${first.what} and those after it: ${first.reason}.`);
  const papers = opened.reduce(
    (sum, { listing, withdrawn }) => sum + listing.count + (withdrawn?.count ?? 0),
    0,
  );
  return { total: papers + missing.length, items: readItems(opened, missing, options) };
}

async function open(name: VenueName, { client, memory }: OpenReviewOptions): Promise<Opened | Skipped> {
  const venue = memory.venues.get(name.name) ?? (await findVenue(name, client));
  if (venue === null)
    return { kind: 'skipped', what: name.name, reason: 'OpenReview has no venue of this name' };
  memory.venues.set(name.name, venue);
  const listing = await openListing(venue, client);
  if (listing === null)
    return { kind: 'skipped', what: name.name, reason: `OpenReview shows no papers of ${venue.id}` };
  const isFirst = !memory.listed.has(venue.id);
  return { venue, listing, withdrawn: isFirst ? await openWithdrawn(venue, client) : null };
}

async function* readItems(
  opened: readonly Opened[],
  missing: readonly Skipped[],
  options: OpenReviewOptions,
): AsyncGenerator<SourceItem> {
  yield* missing;
  const wanted: Wanted[][] = [];
  for (const { venue, listing, ...known } of opened) {
    const ofVenue: Wanted[] = [];
    wanted.push(ofVenue);
    const ids = new Set<string>();
    yield* readNotes(venue, listing, ids, ofVenue, options);
    const before = options.memory.listed.get(venue.id);
    const isOneGone = [...(before ?? [])].some(id => !ids.has(id));
    const withdrawn = isOneGone ? await openWithdrawn(venue, options.client) : known.withdrawn;
    options.memory.listed.set(venue.id, new Set(ids));
    if (withdrawn !== null) yield* readNotes(venue, withdrawn, ids, ofVenue, options);
    // An older venue's withdrawn papers are not asked for in every round, and then none of them is missing.
    if (venue.api === 'v2' || before === undefined || isOneGone) yield* goneFrom(venue, ids, options);
    await options.listed.add(venue.id, ids);
  }
  if (options.pdfs === null) return;
  const fetchPdf: FetchPdf = openFetchPdf(options.client, options.pdfs.kept, options.leave);
  for (const ofVenue of wanted) {
    yield* textsOf(ofVenue.toSorted(byNumber), {
      fetchPdf,
      texts: options.pdfs.texts,
      onSettled: ({ note }) => options.memory.settled.add(keyOf(note)),
    });
  }
}

/** Where most of a venue is missing, something else has happened to it; each request counts against the rate. */
const MOST_ASKED_FOR = 200;

/** What was listed once and is no more: it may be private now, and not shown to an account that sees what everybody sees. */
async function* goneFrom(
  { id: venue, api }: Venue,
  ids: ReadonlySet<string>,
  { client, listed, memory }: OpenReviewOptions,
): AsyncGenerator<SourceItem> {
  const missing = [...listed.of(venue)].filter(id => !ids.has(id));
  for (const id of missing.slice(0, MOST_ASKED_FOR)) {
    const raw = await client.note(api, id);
    if (raw !== null && readNote(raw, venue).kind !== 'private') continue;
    forget(id, memory);
    yield { kind: 'withheld', id };
  }
}

/** @param wanted is added the papers whose text follows */
async function* readNotes(
  venue: Venue,
  listing: Listing,
  ids: Set<string>,
  wanted: Wanted[],
  { pdfs, memory }: OpenReviewOptions,
): AsyncGenerator<SourceItem> {
  for await (const raw of listing.notes) {
    const reading = readNote(raw, venue.id);
    if (reading.kind === 'private') {
      if (ids.has(raw.id)) continue;
      ids.add(raw.id);
      forget(raw.id, memory);
      yield { kind: 'withheld', id: raw.id };
      continue;
    }
    if (reading.kind === 'unusable') {
      yield { kind: 'skipped', what: `note ${raw.id} of ${venue.id}`, reason: reading.reason };
      continue;
    }
    const { note } = reading;
    if (ids.has(note.metadata.id)) continue;
    ids.add(note.metadata.id);
    if (note.isPdfWithheld) {
      forget(note.metadata.id, memory);
      // Whatever text the index has of it is of a time when everybody could read it.
      yield { kind: 'paper', paper: { ...note.metadata, pages: [], seams: NO_SEAMS } };
      continue;
    }
    const textFollows = pdfs !== null && !memory.settled.has(keyOf(note));
    if (textFollows) wanted.push({ note, api: venue.api });
    yield { kind: 'metadata', metadata: note.metadata, textFollows };
  }
}

/** When it is for everybody again, it has to be brought in again. */
function forget(id: string, { settled }: Memory): void {
  for (const key of settled) {
    if (key.startsWith(`${id} `)) settled.delete(key);
  }
}

/** Another PDF, as after a revision, is another path. */
function keyOf({ metadata: { id }, pdf }: Wanted['note']): string {
  return `${id} ${pdf}`;
}

function byNumber(a: Wanted, b: Wanted): number {
  return (a.note.number ?? Number.MAX_SAFE_INTEGER) - (b.note.number ?? Number.MAX_SAFE_INTEGER);
}
