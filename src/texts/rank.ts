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

const numbersSchema = z.array(z.object({ number: z.int() }));
const countSchema = z.object({ count: z.int() });

/**
 * Orders what meets the criteria: who says the first phrase before all others, and before those the papers of
 * which it is the title; among equals the title before the abstract, the tl;dr and the keywords, and those
 * before the text; then by how often the paper says it.
 */
export function rankedNumbers(
  statements: Statements,
  criteria: readonly Criterion[],
  first: Phrase | null,
  from: number,
  limit: number,
): Slice {
  const total = countOf(statements, criteria);
  const leading = first === null || total === 0 ? null : saying(criteria, first);
  let leaders = 0;
  // Where all say it, nobody is counted twice.
  if (leading !== null) leaders = leading === criteria ? total : countOf(statements, leading);
  const wanted = Math.min(from + limit, total);
  const ordered = new Set<number>();
  const take = (sql: Sql | null, most: number): void => {
    if (sql === null || ordered.size >= most) return;
    // What stands in front already may come again.
    const rows = statements.all(`${sql.text} LIMIT ?`, ...sql.values, most + ordered.size);
    for (const { number } of numbersSchema.parse(rows)) ordered.add(number);
  };
  const takeAll = (group: readonly Criterion[], size: number): void => {
    const most = Math.min(wanted, size);
    take(sorted(selectInHead(group, ['title'])), most);
    take(sorted(selectInHead(group, ['title', 'abstract', 'tldr', 'tags'])), most);
    take(sorted(selectOf(group), size <= MOST_SCORED), most);
  };
  if (leading !== null && first !== null) {
    take(titled(leading, first), Math.min(wanted, leaders));
    takeAll(leading, leaders);
  }
  takeAll(criteria, total);
  return { total, first: leaders, numbers: [...ordered].slice(from, from + limit) };
}

/** @returns the criteria and that the phrase is said; the criteria themselves where they ask for that */
function saying(criteria: readonly Criterion[], phrase: Phrase): readonly Criterion[] {
  const isAsked = criteria.some(one => one.kind === 'said' && !one.excluded && one.phrase === phrase);
  return isAsked ? criteria : [...criteria, { kind: 'said', phrase, excluded: false }];
}

export function countOf(statements: Statements, criteria: readonly Criterion[]): number {
  const { text, values } = selectOf(criteria);
  return countSchema.parse(statements.get(`SELECT count(*) AS count FROM (${text})`, ...values)).count;
}

/** @returns those whose whole title is the phrase */
function titled(criteria: readonly Criterion[], { spellings }: Phrase): Sql | null {
  const inTitle = selectInHead(criteria, ['title']);
  if (inTitle === null) return null;
  return {
    text: `${inTitle.text} AND +rowid IN (SELECT number FROM papers WHERE title IN (SELECT value FROM json_each(?)))`,
    values: [...inTitle.values, JSON.stringify(spellings.map(words => words.join(' ')))],
  };
}

function sorted(select: Select | null, scored = false): Sql | null {
  if (select === null) return null;
  const score = scored && select.table === 'everything' ? 'bm25(everything), ' : '';
  return { text: `${select.text} ORDER BY ${score}number`, values: select.values };
}
