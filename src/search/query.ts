import { readableLatex } from './latex.ts';
import { collapse, wordsOf } from './words.ts';

/** Fields that are searched like text, and fields that a paper has or has not, whatever the case. */
export type TextField = 'title' | 'abstract' | 'author' | 'cites';
export type ExactField = 'tag' | 'venue' | 'year';
export type Field = TextField | ExactField;

/** One thing that a paper must have or, excluded, must not have; `field: null` means anywhere. */
export interface Term {
  readonly text: string;
  readonly quoted: boolean;
  readonly excluded: boolean;
  readonly field: Field | null;
}

export interface Query {
  /** What was typed, without `page:`, white space collapsed. */
  readonly source: string;
  readonly terms: readonly Term[];
  /** The plain words as typed, with what stands alone between them: "batch = 128". */
  readonly plain: string;
  /** Signs that were typed as words, such as "&": no paper is searched for them. */
  readonly signs: readonly string[];
  /** Counts from 1. */
  readonly page: number;
}

export type QueryProblem =
  | { readonly kind: 'nothing to search' | 'only exclusions' | 'unclosed quote' }
  | { readonly kind: 'too long'; readonly length: number }
  | {
      readonly kind: 'too many operators';
      readonly what: keyof typeof OPERATOR_LIMITS;
      readonly count: number;
    }
  | { readonly kind: 'unknown field'; readonly field: string; readonly term: string }
  | { readonly kind: 'empty field'; readonly field: string }
  | { readonly kind: 'not a year' | 'not a page'; readonly text: string };

export type ParsedQuery =
  | { readonly ok: true; readonly query: Query }
  | { readonly ok: false; readonly problem: QueryProblem };

export const MAX_QUERY_LENGTH = 1_000;

/**
 * How many different operators a query takes: of all of them, which are phrases, fields and exclusions, and of
 * exclusions alone. Each costs the engine a look of its own; plain words, as of a pasted sentence, do not.
 */
export const OPERATOR_LIMITS = { all: 20, exclusions: 10 } as const;

export const TEXT_FIELDS: readonly TextField[] = ['title', 'abstract', 'author', 'cites'];
export const EXACT_FIELDS: readonly ExactField[] = ['tag', 'venue', 'year'];
const FIELDS: readonly Field[] = [...TEXT_FIELDS, ...EXACT_FIELDS];

/** Chat programs and word processors turn straight quotes into these. */
const CURLY_QUOTES = /[“”„‟″＂]/gu;

/** An optional minus, an optional `field:`, then a quoted phrase or everything up to white space. */
const TERM = /(?<minus>-?)(?:(?<field>[A-Za-z]+):)?(?<inner>-?)(?:"(?<phrase>[^"]*)"|(?<word>[^\s"]+))/gu;

/**
 * "title: graph" means title:graph, but a pasted "Title: of a paper" means words, and a phrase is left as it is: the
 * tag "title: graph" is another one than "title:graph".
 */
const SPACED_FIELD =
  /"[^"]*"|(?<=(?:^|\s)-?)(?<field>title|abstract|author|cites|tag|venue|year|page):\s+(?=\S)/gu;

/** A page before the query, and one after it. */
const LONGEST_PAGES = 2 * ' page:999999'.length;

/** The page, where it stands as a term of its own and in no phrase. */
const PAGE_FIELD = 'page';
const PAGE_AT_AN_END = /^(?:-?page:\d+\s)+|(?:\s-?page:\d+)+$/giu;

/**
 * Reads the query language: words, "phrases", -exclusions and fields.
 * @param text what the user typed, of any length
 * @returns the query, or what has to change about the text
 */
export function parseQuery(text: string): ParsedQuery {
  const typed = collapse(straightened(text));
  if (isTooLong(typed)) return refuse({ kind: 'too long', length: typed.length });
  const source = typed.replaceAll(SPACED_FIELD, (all, field?: string) =>
    field === undefined ? all : `${field}:`,
  );
  const read = readTerms(source);
  if ('kind' in read) return refuse(read);
  const { terms, plain, signs, page } = read;
  if (terms.length === 0) return refuse({ kind: 'nothing to search' });
  if (terms.every(term => term.excluded)) return refuse({ kind: 'only exclusions' });
  if (page === null) return { ok: true, query: { source, terms, plain, signs, page: 1 } };
  const rests = [withoutPage(source), source.replaceAll(PAGE_AT_AN_END, '')];
  const rest = rests.find(one => saysTheSame(one, read)) ?? source;
  return { ok: true, query: { source: rest, terms, plain, signs, page } };
}

/** @returns the text with straight quotes, and without controls and halves of characters */
export function straightened(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(CURLY_QUOTES, '"')
    .replaceAll(/\p{Cc}/gu, ' ');
}

/** The page does not count: the next page of the longest query must be there, too. */
function isTooLong(typed: string): boolean {
  if (typed.length <= MAX_QUERY_LENGTH) return false;
  return typed.length > MAX_QUERY_LENGTH + LONGEST_PAGES || withoutPage(typed).length > MAX_QUERY_LENGTH;
}

/** @returns whether a source has these terms; where LaTeX holds a quote, what looks like a page may be part of one */
function saysTheSame(source: string, { terms, plain }: Terms): boolean {
  const read = readTerms(source);
  return !('kind' in read) && JSON.stringify([read.terms, read.plain]) === JSON.stringify([terms, plain]);
}

/** "1 × 1" is one word, as "1x1" is. */
const BY = /(?<=\p{Nd})(?:×|\s+[×xX]\s+)(?=\p{Nd})/gu;

/** What parts words in any sentence: nobody searches for it. */
const PUNCTUATION = /^[\p{Pd}\p{Ps}\p{Pe}\p{Pi}\p{Pf}\s.,;:!?'"…·/|]*$/u;

interface Terms {
  readonly terms: readonly Term[];
  readonly plain: string;
  readonly signs: readonly string[];
  /** Null where none is said. */
  readonly page: number | null;
}

function readTerms(source: string): Terms | QueryProblem {
  const readable = readableLatex(source).replaceAll(BY, 'x');
  if (readable.split('"').length % 2 === 0) return { kind: 'unclosed quote' };
  const terms: Term[] = [];
  const plain: string[] = [];
  const signs = new Set<string>();
  const operators = new Map<string, Term>();
  let page: number | null = null;
  for (const match of readable.matchAll(TERM)) {
    const { minus, field, inner, phrase, word = '' } = match.groups ?? {};
    // "title:-gan" can only mean -title:gan.
    const term = {
      text: phrase ?? word,
      quoted: phrase !== undefined,
      excluded: minus === '-' || (field !== undefined && inner === '-'),
    };
    if (field?.toLowerCase() === PAGE_FIELD) {
      if (!/^[1-9]\d{0,5}$/u.test(term.text)) return { kind: 'not a page', text: term.text };
      page = Number(term.text);
      continue;
    }
    if (field === undefined && !term.quoted && !term.excluded) plain.push(term.text);
    const checked = checkTerm(term, field ?? null, match[0]);
    if (checked === null) {
      if (!PUNCTUATION.test(term.text)) signs.add(collapse(term.text));
      continue;
    }
    if ('kind' in checked) return checked;
    if (isOperator(checked)) {
      const key = keyOf(checked);
      if (operators.has(key)) continue;
      operators.set(key, checked);
    }
    terms.push(checked);
  }
  return (
    tooManyOperators([...operators.values()]) ?? { terms, plain: plain.join(' '), signs: [...signs], page }
  );
}

/** @returns whether the term is more than a plain word; those stay as often as they stand, because a title may repeat one */
function isOperator({ quoted, excluded, field }: Term): boolean {
  return quoted || excluded || field !== null;
}

/** @returns what two terms share that ask for the same */
function keyOf({ text, quoted, excluded, field }: Term): string {
  return JSON.stringify([field, excluded, quoted, collapse(text).toLowerCase()]);
}

function tooManyOperators(operators: readonly Term[]): QueryProblem | null {
  const counts = { all: operators.length, exclusions: operators.filter(({ excluded }) => excluded).length };
  const what = (['exclusions', 'all'] as const).find(one => counts[one] > OPERATOR_LIMITS[one]);
  return what === undefined ? null : { kind: 'too many operators', what, count: counts[what] };
}

/** @returns the source without its `page:` terms, phrases that hold such words left as they are */
function withoutPage(source: string): string {
  const kept = source.replaceAll(TERM, (term, ...rest: unknown[]) => {
    const groups = rest.at(-1);
    const field =
      typeof groups === 'object' && groups !== null && 'field' in groups ? groups.field : undefined;
    return typeof field === 'string' && field.toLowerCase() === PAGE_FIELD ? '' : term;
  });
  return collapse(kept);
}

/** @returns what to type for a page of this query */
export function queryText(source: string, page: number): string {
  return page === 1 ? source : `${source} page:${page}`;
}

function refuse(problem: QueryProblem): ParsedQuery {
  return { ok: false, problem };
}

/** @returns the term, or what is wrong with it, or null where it holds nothing that can be searched */
function checkTerm(
  term: Omit<Term, 'field'>,
  name: string | null,
  typed: string,
): Term | QueryProblem | null {
  if (name === null) {
    const empty = FIELDS.find(field => term.text === `${field}:`);
    if (empty !== undefined && !term.quoted) return { kind: 'empty field', field: empty };
    return wordsOf(term.text).length === 0 ? null : { ...term, field: null };
  }
  const field = FIELDS.find(known => known === name.toLowerCase());
  if (field === undefined) return { kind: 'unknown field', field: name, term: typed };
  // A tag may be an emoji alone.
  const isEmpty = field === 'tag' ? collapse(term.text) === '' : wordsOf(term.text).length === 0;
  if (isEmpty) return { kind: 'empty field', field };
  if (field === 'year' && !/^\d{4}$/u.test(term.text)) return { kind: 'not a year', text: term.text };
  return { ...term, field };
}
