import type { Ask } from '../ask.ts';
import type { Tally } from '../tally.ts';
import type { Corpus } from './corpus.ts';
import { doubtAll } from './doubt.ts';
import { idsOf, matching, type Term, typed } from './scan.ts';

/** A corpus, and its papers by their ids. */
export interface Judge {
  readonly corpus: Corpus;
  readonly indexOf: ReadonlyMap<string, number>;
}

export function openJudge(corpus: Corpus): Judge {
  return { corpus, indexOf: new Map(corpus.papers.map(({ id }, index) => [id, index])) };
}

/** Compares what the product finds for the terms with what the scan finds. */
export async function compare(
  { corpus, indexOf }: Judge,
  ask: Ask,
  terms: readonly Term[],
  tally: Tally,
): Promise<{
  readonly wanted: readonly string[];
  readonly found: readonly string[];
  readonly isSame: boolean;
}> {
  const query = typed(terms);
  const wanted = idsOf(corpus, matching(corpus, terms));
  const found = await ask.ids(query);
  const isSame = tally.compare(query, wanted, found, (id, isWanted) => {
    const paper = indexOf.get(id);
    return paper === undefined ? null : doubtAll(corpus, paper, terms, isWanted);
  });
  return { wanted, found, isSame };
}

/** @returns a phrase anywhere */
export function quoted(text: string): Term {
  return { field: null, text: text.replaceAll('"', ' '), quoted: true, excluded: false };
}
