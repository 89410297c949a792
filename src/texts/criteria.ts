import { assertNever } from '../errors.ts';
import { matchOf, type Phrase } from './phrase.ts';
import { type HeadColumn, NEAR } from './schema.ts';

/** One thing that a paper must have or, excluded, must not have. */
export type Criterion = { readonly excluded: boolean } & (
  | { readonly kind: 'said'; readonly phrase: Phrase }
  | { readonly kind: 'field'; readonly column: HeadColumn; readonly phrase: Phrase }
  /** Words that stand close to each other in an entry of the references. */
  | { readonly kind: 'cites'; readonly phrase: Phrase }
  | { readonly kind: 'tag'; readonly tag: string }
  /** Full names of venues, of which one is enough; none is no paper. */
  | { readonly kind: 'venue'; readonly venues: readonly string[] }
  | { readonly kind: 'year'; readonly year: number }
);

/** SQL with its values. */
export interface Sql {
  readonly text: string;
  readonly values: readonly (string | number)[];
}

/** What finds papers, as rows of `number`. */
export interface Select extends Sql {
  readonly table: 'papers' | 'everything' | 'head';
}

/** @returns all papers that meet the criteria, as rows of `number` */
export function selectOf(criteria: readonly Criterion[]): Select {
  const { must, mustNot, rest } = parted(criteria);
  // A set of papers that is known is gone through; without one, all are.
  if (must.length === 0) return select('papers', 'number', [...rest, ...nowhere(mustNot)]);
  const not = mustNot.length === 0 ? '' : ` NOT (${mustNot.join(' OR ')})`;
  return select('everything', 'rowid', [
    { text: 'everything MATCH ?', values: [`(${must.join(' AND ')})${not}`] },
    ...rest,
  ]);
}

/** @returns those of them whose title, or whose title, abstract, tl;dr and keywords say all that must be said; null where nothing must be */
export function selectInHead(criteria: readonly Criterion[], columns: readonly HeadColumn[]): Select | null {
  const { must, mustNot, rest } = parted(criteria);
  if (must.length === 0) return null;
  return select('head', 'rowid', [
    { text: 'head MATCH ?', values: [`{${columns.join(' ')}} : (${must.join(' AND ')})`] },
    ...rest,
    ...nowhere(mustNot),
  ]);
}

/** @returns what must and must not be said anywhere, as FTS5 reads it, and the other conditions */
function parted(criteria: readonly Criterion[]) {
  const said = criteria.filter(one => one.kind === 'said');
  const phrases = (excluded: boolean): string[] =>
    said.filter(one => one.excluded === excluded).map(({ phrase }) => matchOf(phrase));
  return {
    must: phrases(false),
    mustNot: phrases(true),
    rest: criteria.flatMap(one => (one.kind === 'said' ? [] : [conditionOf(one)])),
  };
}

function nowhere(mustNot: readonly string[]): Sql[] {
  return mustNot.length === 0 ? [] : [inTable('everything', mustNot.join(' OR '), true)];
}

function select(table: Select['table'], key: string, conditions: readonly Sql[]): Select {
  // The plus keeps SQLite from asking a full text once for each paper of a set.
  const where = conditions.map(({ text }) => text.replace('KEY', `+${key}`)).join(' AND ');
  return {
    table,
    text: `SELECT ${table}.${key} AS number FROM ${table}${where === '' ? '' : ` WHERE ${where}`}`,
    values: conditions.flatMap(({ values }) => values),
  };
}

function conditionOf(criterion: Exclude<Criterion, { kind: 'said' }>): Sql {
  const { excluded } = criterion;
  const not = excluded ? 'NOT ' : '';
  switch (criterion.kind) {
    case 'field':
      return inTable('head', `${criterion.column} : ${matchOf(criterion.phrase)}`, excluded);
    case 'cites':
      return inTable('citations', nearMatchOf(criterion.phrase), excluded);
    case 'tag':
      return {
        text: `KEY ${not}IN (SELECT paper FROM tagged WHERE tag = ?)`,
        values: [criterion.tag],
      };
    case 'venue': {
      const any = criterion.venues.map(() => '?').join(', ');
      return {
        text: `KEY ${not}IN (SELECT number FROM papers WHERE venue IN (${any}))`,
        values: criterion.venues,
      };
    }
    case 'year':
      return {
        text: `KEY ${not}IN (SELECT number FROM papers WHERE year = ?)`,
        values: [criterion.year],
      };
    default:
      return assertNever(criterion);
  }
}

/** @param match in the language of FTS5 */
function inTable(table: 'head' | 'everything' | 'citations', match: string, excluded: boolean): Sql {
  return {
    text: `KEY ${excluded ? 'NOT ' : ''}IN (SELECT rowid FROM ${table} WHERE ${table} MATCH ?)`,
    values: [match],
  };
}

function nearMatchOf({ spellings }: Phrase): string {
  return spellings
    .map(words =>
      words.length === 1
        ? `"${words.join('')}"`
        : `NEAR(${words.map(word => `"${word}"`).join(' ')}, ${NEAR})`,
    )
    .join(' OR ');
}
