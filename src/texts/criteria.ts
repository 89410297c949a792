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

/** A set of papers: the rows of a table that meet a condition, which is the text. */
interface PaperSet extends Sql {
  readonly table: 'papers' | 'everything' | 'head' | 'citations' | 'tagged';
  /** The column that holds the number of the paper. */
  readonly key: 'number' | 'rowid' | 'paper';
}

/** What finds papers, as rows of `number`, in no order. */
export interface Select extends Sql {
  /** Whether bm25(everything) tells how often each paper says what must be said. */
  readonly isScored: boolean;
}

/** @returns all papers that meet the criteria */
export function selectOf(criteria: readonly Criterion[]): Select {
  const { must, mustNot, rest } = parted(criteria);
  const others = (without?: OtherCriterion): Sql[] =>
    rest.filter(one => one !== without).map(one => inSet(setOf(one), one.excluded));
  if (must.length > 0) {
    const not = mustNot.length === 0 ? '' : ` NOT (${mustNot.join(' OR ')})`;
    return select(saying('everything', `(${must.join(' AND ')})${not}`), others());
  }
  // One set that is gone through; whoever is in it is looked for in the others.
  const leading = rest.find(({ excluded }) => !excluded);
  return select(leading === undefined ? ALL_PAPERS : setOf(leading), [
    ...others(leading),
    ...nowhere(mustNot),
  ]);
}

/** @returns those of them whose title, or whose title, abstract, tl;dr and keywords say all that must be said; null where nothing must be */
export function selectInHead(criteria: readonly Criterion[], columns: readonly HeadColumn[]): Select | null {
  const { must, mustNot, rest } = parted(criteria);
  if (must.length === 0) return null;
  return select(saying('head', `{${columns.join(' ')}} : (${must.join(' AND ')})`), [
    ...rest.map(one => inSet(setOf(one), one.excluded)),
    ...nowhere(mustNot),
  ]);
}

type OtherCriterion = Exclude<Criterion, { kind: 'said' }>;

/** @returns what must and must not be said anywhere, as FTS5 reads it, and the other criteria, the narrow ones first */
function parted(criteria: readonly Criterion[]) {
  const said = criteria.filter(one => one.kind === 'said');
  const phrases = (excluded: boolean): string[] =>
    said.filter(one => one.excluded === excluded).map(({ phrase }) => matchOf(phrase));
  const rest = criteria.flatMap(one => (one.kind === 'said' ? [] : [one]));
  return {
    must: phrases(false),
    mustNot: phrases(true),
    rest: rest.toSorted((a, b) => BREADTH.indexOf(a.kind) - BREADTH.indexOf(b.kind)),
  };
}

/** A tag is on few papers; a year may be that of all. */
const BREADTH: readonly Criterion['kind'][] = ['tag', 'field', 'cites', 'venue', 'year'];

const ALL_PAPERS: PaperSet = { table: 'papers', key: 'number', text: 'true', values: [] };

function setOf(criterion: OtherCriterion): PaperSet {
  switch (criterion.kind) {
    case 'field':
      return saying('head', `${criterion.column} : ${matchOf(criterion.phrase)}`);
    case 'cites':
      return saying('citations', nearMatchOf(criterion.phrase));
    case 'tag':
      return { table: 'tagged', key: 'paper', text: 'tag = ?', values: [criterion.tag] };
    case 'venue': {
      const any = criterion.venues.map(() => '?').join(', ');
      return { table: 'papers', key: 'number', text: `venue IN (${any})`, values: criterion.venues };
    }
    case 'year':
      return { table: 'papers', key: 'number', text: 'year = ?', values: [criterion.year] };
    default:
      return assertNever(criterion);
  }
}

/** @param match in the language of FTS5 */
function saying(table: 'everything' | 'head' | 'citations', match: string): PaperSet {
  return { table, key: 'rowid', text: `${table} MATCH ?`, values: [match] };
}

function nowhere(mustNot: readonly string[]): Sql[] {
  return mustNot.length === 0 ? [] : [inSet(saying('everything', mustNot.join(' OR ')), true)];
}

function inSet({ table, key, text, values }: PaperSet, excluded: boolean): Sql {
  return { text: `KEY ${excluded ? 'NOT ' : ''}IN (SELECT ${key} FROM ${table} WHERE ${text})`, values };
}

function select({ table, key, text, values }: PaperSet, conditions: readonly Sql[]): Select {
  // The plus keeps SQLite from asking a full text once for each paper of a set.
  const others = conditions.map(condition => ` AND ${condition.text.replace('KEY', `+${key}`)}`).join('');
  return {
    text: `SELECT ${key} AS number FROM ${table} WHERE ${text}${others}`,
    values: [...values, ...conditions.flatMap(condition => condition.values)],
    isScored: table === 'everything',
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
