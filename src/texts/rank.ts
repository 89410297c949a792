import { z } from 'zod';
import { type Criterion, type Select, type Sql, selectInHead, selectOf } from './criteria.ts';
import type { Phrase } from './phrase.ts';
import type { Statements } from './statements.ts';

/** A part of what was found, in order. */
export interface Slice {
  readonly total: number;
  /** Of them, how many say the phrase that comes first; 0 where none was given. */
  readonly first: number;
  /** Papers by their number, best first. */
  readonly numbers: readonly number[];
}

/** Of more papers than these, counting how often each says it takes longer than the better order is worth. */
const MOST_SCORED = 400;

const rowsSchema = z.array(z.object({ number: z.int() }));
const arraySchema = z.object({ numbers: z.string() });
const numbersSchema = z.array(z.int());

/**
 * Orders what meets the criteria: who says the first phrase before all others, and before those the papers of
 * which it is the title; among equals the title before the abstract, the tl;dr and the keywords, and those
 * before the text; then, where that is soon known, by how often the paper says it.
 * @param isCheap whether it takes no time to go through what is asked for once more
 */
export function rankedNumbers(
  statements: Statements,
  criteria: readonly Criterion[],
  first: Phrase | null,
  { from, limit, isCheap }: { readonly from: number; readonly limit: number; readonly isCheap: boolean },
): Slice {
  const all = numbersOf(statements, criteria);
  const leaders = first === null || all.length === 0 ? [] : leadersOf(statements, criteria, first, all);
  const wanted = from + limit;
  const ordered = new Set<number>();
  const takeInOrder = (group: readonly number[], groupCriteria: readonly Criterion[]): void => {
    const members = new Set(group);
    const most = Math.min(wanted, ordered.size + group.length);
    // What stands in front already may come again.
    const scoring = { isCheap, limit: most + ordered.size };
    for (const tier of tiersOf(statements, groupCriteria, group, scoring)) {
      if (ordered.size >= most) return;
      for (const number of tier) if (members.has(number)) ordered.add(number);
    }
  };
  if (first !== null && leaders.length > 0) {
    const members = new Set(leaders);
    for (const number of titled(statements, first)) if (members.has(number)) ordered.add(number);
    takeInOrder(leaders, asked(criteria, first) ? criteria : [...criteria, says(first)]);
  }
  takeInOrder(all, criteria);
  return { total: all.length, first: leaders.length, numbers: [...ordered].slice(from, wanted) };
}

/** @returns the numbers of all that meet the criteria, in order */
export function numbersOf(statements: Statements, criteria: readonly Criterion[]): number[] {
  return numbersIn(statements, selectOf(criteria)).sort((a, b) => a - b);
}

/** As one text, because rows take ten times as long. */
function numbersIn(statements: Statements, { text, values }: Sql): number[] {
  const row = statements.get(`SELECT json_group_array(number) AS numbers FROM (${text})`, ...values);
  return numbersSchema.parse(JSON.parse(arraySchema.parse(row).numbers));
}

/** @returns those that say the phrase */
function leadersOf(
  statements: Statements,
  criteria: readonly Criterion[],
  phrase: Phrase,
  all: readonly number[],
): readonly number[] {
  if (asked(criteria, phrase)) return all;
  const saying = new Set(numbersOf(statements, [says(phrase)]));
  return all.filter(number => saying.has(number));
}

function asked(criteria: readonly Criterion[], phrase: Phrase): boolean {
  return criteria.some(one => one.kind === 'said' && !one.excluded && one.phrase === phrase);
}

function says(phrase: Phrase): Criterion {
  return { kind: 'said', phrase, excluded: false };
}

/** @returns a group, the best of it first; others that meet some of the criteria may be among it, and some twice */
function* tiersOf(
  statements: Statements,
  criteria: readonly Criterion[],
  group: readonly number[],
  { isCheap, limit }: { readonly isCheap: boolean; readonly limit: number },
): Generator<readonly number[]> {
  const said = criteria.filter(one => one.kind === 'said' && !one.excluded);
  if (group.length > 1 && said.length > 0) {
    for (const columns of [['title'], ['title', 'abstract', 'tldr', 'tags']] as const) {
      const inHead = selectInHead(said, columns);
      if (inHead === null) continue;
      const { text, values } = inHead;
      const isAll = said.length === criteria.length;
      yield numbersIn(statements, {
        text: `${text} ORDER BY number${isAll ? ' LIMIT ?' : ''}`,
        values: isAll ? [...values, limit] : values,
      });
    }
    if (isCheap && group.length <= MOST_SCORED) yield scored(statements, selectOf(criteria), limit);
  }
  yield group;
}

function scored(statements: Statements, { text, values, isScored }: Select, limit: number): number[] {
  if (!isScored) return [];
  const rows = statements.all(`${text} ORDER BY bm25(everything), number LIMIT ?`, ...values, limit);
  return rowsSchema.parse(rows).map(({ number }) => number);
}

/** @returns the papers whose whole title is the phrase */
function titled(statements: Statements, { spellings }: Phrase): number[] {
  const titles = JSON.stringify(spellings.map(words => words.join(' ')));
  const rows = statements.all(
    'SELECT number FROM papers WHERE title IN (SELECT value FROM json_each(?)) ORDER BY number',
    titles,
  );
  return rowsSchema.parse(rows).map(({ number }) => number);
}
