import { z } from 'zod';
import type { Texts } from '../texts/texts.ts';
import { NOTHING, type Search } from './ask.ts';
import { filterValue } from './plan.ts';
import { toTextPaper } from './text-record.ts';

/** How the text index and the engine differ. */
export interface Differences {
  /** Papers that the engine has and the text index has not, or otherwise. */
  readonly stale: readonly string[];
  /** Papers that the text index alone has. */
  readonly left: readonly string[];
}

export interface BringUp {
  /** The engine's papers. */
  readonly search: Search;
  readonly texts: Texts;
  /** Told how many papers are done, of how many. */
  readonly onProgress?: (done: number, of: number) => void;
  /**
   * Does something where no ingest runs: only then is it sure that what the engine has not is not on its way there.
   */
  readonly ifIdle: (work: () => Promise<void>) => Promise<void>;
  readonly signal?: AbortSignal;
}

const LISTED = 1_000;
/** Some megabytes: papers with their pages. */
const FETCHED = 40;
/** So many changes leave an index that is worth putting in order; of a smaller one, as many as it has papers. */
const MANY = 200;

const listedSchema = z.array(z.object({ id: z.string(), digest: z.string().default('') }));

/**
 * Makes the text index hold what the engine holds, by their digests: nothing is read but what differs.
 * @returns what was different
 */
export async function bringUp(work: BringUp): Promise<Differences> {
  const { search, texts, signal } = work;
  // The text index is looked at first: what is written meanwhile is the engine's as well.
  const seen = await texts.digests();
  const differences = compare(await engineDigests(search), seen);
  const { stale, left } = differences;
  for (let done = 0; done < stale.length; done += FETCHED) {
    signal?.throwIfAborted();
    await texts.progress(`${Math.floor((100 * done) / stale.length)} %`);
    work.onProgress?.(done, stale.length);
    await texts.put(await fetchPapers(search, stale.slice(done, done + FETCHED)), seen);
  }
  if (left.length > 0 || (await texts.isExpecting())) {
    await work.ifIdle(async () => {
      await texts.remove(left);
      await texts.expect(false);
    });
  }
  const changed = stale.length + left.length;
  if (changed > 0 && changed >= Math.min(MANY, seen.size)) await texts.tidy();
  await texts.complete();
  return differences;
}

/** @returns how they differ at this moment */
export async function findDifferences(search: Search, texts: Texts): Promise<Differences> {
  const seen = await texts.digests();
  return compare(await engineDigests(search), seen);
}

function compare(engine: ReadonlyMap<string, string>, texts: ReadonlyMap<string, string>): Differences {
  return {
    stale: [...engine].filter(([id, digest]) => texts.get(id) !== digest).map(([id]) => id),
    left: [...texts.keys()].filter(id => !engine.has(id)),
  };
}

async function engineDigests(search: Search): Promise<Map<string, string>> {
  const digests = new Map<string, string>();
  for (let page = 1; ; page += 1) {
    const listing = { q: '', page, hitsPerPage: LISTED, attributesToRetrieve: ['id', 'digest'] };
    const [found = NOTHING] = await search([listing]);
    for (const { id, digest } of listedSchema.parse(found.hits)) digests.set(id, digest);
    if (found.hits.length < LISTED) return digests;
  }
}

async function fetchPapers(search: Search, ids: readonly string[]) {
  const [found = NOTHING] = await search([
    { q: '', filter: `id IN [${ids.map(filterValue).join(', ')}]`, limit: ids.length },
  ]);
  return found.hits.map(toTextPaper);
}
