import { assertNever } from '../src/errors.ts';
import { NO_SEAMS, type PaperMetadata, type SourcePaper } from '../src/paper.ts';
import {
  type LimitedField,
  metadataWithinLimits,
  PAPER_LIMITS,
  paperWithinLimits,
  type WithinLimits,
} from '../src/paper-limits.ts';
import type { Indexer } from '../src/search/indexer.ts';
import { textDigest, toMetadataChange, toRecord } from '../src/search/record.ts';
import { type IndexChange, openBatches } from './batches.ts';
import type { ReadInPart, Skipped, Source, SourceItem, Withheld } from './source.ts';

export interface Summary {
  readonly added: number;
  readonly updated: number;
  readonly unchanged: number;
  /** How many of the source are not for everybody to read. */
  readonly withheld: number;
  /** The ids of those among them that were in the index, and are no more. */
  readonly takenOut: readonly string[];
  readonly skipped: readonly Skipped[];
  readonly readInPart: readonly ReadInPart[];
  /** What came in without a part of it, in the order in which it was met. */
  readonly overLimits: readonly OverLimit[];
}

/** A field that is longer in some papers than may come in. */
export interface OverLimit {
  readonly field: LimitedField;
  readonly papers: number;
  /** The id of the first of them. */
  readonly first: string;
}

/** What became of a paper; when it came twice, the first in this order that happened. */
const OUTCOMES = ['added', 'updated', 'unchanged'] as const;
type Outcome = (typeof OUTCOMES)[number];

/**
 * Brings the papers of a source into the index: those that are new or have changed, and no others.
 * Ended half-way, it goes on where it was when it is run again.
 * @param onProgress called with how many papers of the source are done with
 */
export async function ingest(
  source: Source,
  indexer: Indexer,
  onProgress: (done: number) => void,
): Promise<Summary> {
  await indexer.prepare();
  const digests = await indexer.digests();
  const outcomes = new Map<string, Outcome>();
  const skipped: Skipped[] = [];
  const readInPart: ReadInPart[] = [];
  const overLimits = new Map<LimitedField, Set<string>>();
  const standIns: string[] = [];
  const takenOut: string[] = [];
  let withheld = 0;
  let done = 0;
  const advance = (by: number): void => {
    done += by;
    onProgress(done);
  };
  const batches = openBatches(indexer, advance);

  try {
    for await (const given of source.items) {
      const item = withinLimits(given, overLimits);
      if (item.kind === 'skipped') {
        skipped.push(item);
        advance(1);
        continue;
      }
      if (item.kind === 'read in part') {
        readInPart.push(item);
        continue;
      }
      if (item.kind === 'withheld') {
        withheld += 1;
        outcomes.delete(item.id);
        if (digests.delete(item.id)) {
          takenOut.push(item.id);
          await batches.put({ kind: 'remove', id: item.id }, true);
        } else advance(1);
        continue;
      }
      const id = item.kind === 'paper' ? item.paper.id : item.metadata.id;
      if (item.kind === 'paper' && isStandIn(item, digests)) standIns.push(item.standIn);
      const isLast = item.kind === 'paper' || !item.textFollows;
      const change = changeFor(item, digests.get(id));
      outcomes.set(id, firstOf(outcomes.get(id), outcomeOf(change, digests.has(id))));
      if (change === null) {
        if (isLast) advance(1);
        continue;
      }
      // What a source gives twice, word for word, is sent once.
      digests.set(id, change.kind === 'add' ? change.record.digest : change.change.digest);
      await batches.put(change, isLast);
    }
    await batches.finish();
    if (standIns.length > 0) await indexer.remove(standIns);
    await indexer.finish();
  } finally {
    batches.drop();
  }
  return {
    ...count(outcomes),
    withheld,
    takenOut,
    skipped,
    readInPart,
    overLimits: [...overLimits].map(told),
  };
}

/** The border for every source: what goes on from here is as long as its fields may be. */
function withinLimits(item: SourceItem, overLimits: Map<LimitedField, Set<string>>): SourceItem {
  const tell = <Limited extends { readonly id: string }>(
    { value, over }: WithinLimits<Limited>,
    toItem: (value: Limited) => SourceItem,
  ): SourceItem => {
    if (over.has('id')) return refused(value.id);
    for (const field of over) overLimits.set(field, (overLimits.get(field) ?? new Set()).add(value.id));
    return toItem(value);
  };
  switch (item.kind) {
    case 'paper':
      return tell(paperWithinLimits(item.paper), paper => ({ ...item, paper }));
    case 'metadata':
      return tell(metadataWithinLimits(item.metadata), metadata => ({ ...item, metadata }));
    case 'withheld':
    case 'skipped':
    case 'read in part':
      return item;
    default:
      return assertNever(item);
  }
}

function refused(id: string): Skipped {
  const reason = `its id is longer than ${PAPER_LIMITS.id.most} characters`;
  return { kind: 'skipped', what: `the paper ${id}`, reason };
}

function told([field, ids]: readonly [LimitedField, ReadonlySet<string>]): OverLimit {
  const [first = ''] = ids;
  return { field, papers: ids.size, first };
}

/** @returns what has to be done to the index, or null where it has the paper as it is */
function changeFor(
  item: Exclude<SourceItem, Withheld | Skipped | ReadInPart>,
  before: string | undefined,
): Exclude<IndexChange, { kind: 'remove' }> | null {
  switch (item.kind) {
    case 'paper':
      return wholePaper(item.paper, before);
    case 'metadata': {
      const alone = withoutText(item.metadata);
      if (before === undefined) return wholePaper(alone, before);
      if (item.isLess === true && !hasTextOf(alone, before)) return null;
      const change = toMetadataChange(item.metadata, before);
      return change === null ? null : { kind: 'change', change };
    }
    default:
      return assertNever(item);
  }
}

function wholePaper(
  paper: SourcePaper,
  before: string | undefined,
): Extract<IndexChange, { kind: 'add' }> | null {
  const record = toRecord(paper);
  if (record.digest === before) return null;
  const characters = paper.pages.reduce((sum, page) => sum + page.body.length + page.references.length, 0);
  return { kind: 'add', record, characters };
}

function withoutText(metadata: PaperMetadata): SourcePaper {
  return { ...metadata, pages: [], seams: NO_SEAMS };
}

type PaperItem = Extract<SourceItem, { readonly kind: 'paper' }>;

/** @returns whether the index has a paper without text that this one takes the place of */
function isStandIn(
  item: PaperItem,
  digests: ReadonlyMap<string, string>,
): item is PaperItem & { standIn: string } {
  if (item.standIn === undefined) return false;
  const digest = digests.get(item.standIn);
  return digest !== undefined && hasTextOf(withoutText(item.paper), digest);
}

/** @returns whether the paper in the index has the text of this one */
function hasTextOf(paper: SourcePaper, digest: string): boolean {
  return textDigest(toRecord(paper).digest) === textDigest(digest);
}

function outcomeOf(change: IndexChange | null, isKnown: boolean): Outcome {
  if (change === null) return 'unchanged';
  return isKnown ? 'updated' : 'added';
}

function firstOf(before: Outcome | undefined, now: Outcome): Outcome {
  return OUTCOMES.find(outcome => outcome === before || outcome === now) ?? now;
}

function count(outcomes: ReadonlyMap<string, Outcome>): Record<Outcome, number> {
  const counts = { added: 0, updated: 0, unchanged: 0 };
  for (const outcome of outcomes.values()) counts[outcome] += 1;
  return counts;
}
