import { TooCostlyError } from '../errors.ts';
import { costOf } from '../texts/cost.ts';
import type { Criterion } from '../texts/criteria.ts';
import { spellingOf } from '../texts/phrase.ts';
import type { TextReader } from '../texts/reader.ts';
import type { Head } from '../texts/text-paper.ts';
import { EXPECTING } from '../texts/texts.ts';
import { closestTo } from './closest.ts';
import type { Need } from './evidence/hits.ts';
import { findPassages, type Passage } from './evidence/passages.ts';
import { titleLike } from './pasted-title.ts';
import { type Correction, engineWords, filterCriteria, type Plan, planQuery } from './plan.ts';
import type { Query } from './query.ts';

/** A paper, and where it proves what was asked for. */
export interface Hit {
  readonly paper: Head;
  /** How many pages of text there are. */
  readonly pages: number;
  readonly passages: readonly Passage[];
}

/** What the text index answers to a query. */
export interface Sought {
  /** How many papers match all of the query, by the letter; of plain words alone, how many say them as a phrase. */
  readonly total: number;
  /** How many of them say the plain words as one phrase; null where there are not two plain words. */
  readonly exact: number | null;
  /** The papers of the page, as far as this index alone knows them. */
  readonly hits: readonly Hit[];
  /** Of plain words, the ids of those that come before what the engine finds; null where the page is whole. */
  readonly first: readonly string[] | null;
  readonly corrections: readonly Correction[];
  /** Whether papers are on their way. */
  readonly expecting: boolean;
  /** Where none matches: the words that the papers in `hits` were allowed to lack; else null. */
  readonly closest: readonly string[] | null;
}

/** Whoever asks for more holds up everybody else: a query that runs cannot be stopped. */
const MOST_MS = 1_300;

/**
 * Answers a query from the text index.
 * @param limit papers a page
 * @throws TooCostlyError where it would take so long that everybody else waits
 */
export function seek(reader: TextReader, query: Query, limit: number): Sought {
  const plan = planQuery(query, reader);
  if (costOf(plan.criteria, reader.countWord) > MOST_MS) throw new TooCostlyError();
  return engineWords(query) === null
    ? seekExactly(reader, query, plan, limit)
    : seekFirst(reader, query, plan, limit);
}

function seekExactly(reader: TextReader, query: Query, plan: Plan, limit: number): Sought {
  const { total, first, numbers } = reader.find(plan.criteria, plan.phrase, (query.page - 1) * limit, limit);
  const exact = plan.plainWords < 2 ? null : first;
  const found = { total, exact, first: null, corrections: plan.corrections, expecting: isExpecting(reader) };
  const pasted =
    wholeTitle(reader, query) ?? (exact === 0 || total === 0 ? pastedTitle(reader, query, plan) : null);
  if (total > 0)
    return { ...found, hits: show(reader, putFirst(pasted, numbers, limit), plan.needs), closest: null };
  const closest = closestTo(reader, plan, limit);
  return {
    ...found,
    hits: show(reader, putFirst(pasted, closest.numbers, limit), plan.needs),
    closest: closest.lacking,
  };
}

/** Of plain words the text index knows who says them as a phrase: these come first. */
function seekFirst(reader: TextReader, query: Query, plan: Plan, limit: number): Sought {
  const phrase = plan.phrase ?? { spellings: [] };
  const says: Criterion = { kind: 'said', phrase, excluded: false };
  const from = (query.page - 1) * limit;
  const { total, numbers } = reader.find([says], phrase, 0, from + limit);
  const pasted = total === 0 ? pastedTitle(reader, query, plan) : null;
  const first = pasted === null ? numbers : [pasted];
  const ids = total >= from + limit ? null : reader.ids(first);
  return {
    total,
    exact: plan.plainWords < 2 ? null : total,
    hits: show(reader, first.slice(from), plan.needs),
    first: ids && first.flatMap(number => ids.get(number) ?? []),
    corrections: plan.corrections,
    expecting: isExpecting(reader),
    closest: null,
  };
}

function isExpecting(reader: TextReader): boolean {
  return reader.noted(EXPECTING) === 'yes';
}

/** @returns the closest papers to a query that neither the text index nor the engine can answer in full */
export function seekClosest(
  reader: TextReader,
  query: Query,
  limit: number,
): { readonly hits: readonly Hit[]; readonly lacking: readonly string[] } {
  const plan = planQuery(query, reader);
  const { numbers, lacking } = closestTo(reader, plan, limit);
  const first = putFirst(pastedTitle(reader, query, plan), numbers, limit);
  return { hits: show(reader, first, plan.needs), lacking };
}

/** @returns those of the papers that are here, with what proves the query; null proves nothing */
export function showIds(reader: TextReader, ids: readonly string[], query: Query | null): Hit[] {
  const numbers = ids.flatMap(id => reader.numberOf(id) ?? []);
  return show(reader, numbers, query === null ? [] : planQuery(query, reader).needs);
}

function show(reader: TextReader, numbers: readonly number[], needs: readonly Need[]): Hit[] {
  return numbers.map(number => {
    const [paper, text] = [reader.head(number), reader.pages(number)];
    return {
      paper,
      pages: text.pages.length,
      passages: needs.length === 0 ? [] : findPassages(paper, text, needs),
    };
  });
}

/** @returns the ids of all that match, by the letter, those that say the plain words as a phrase first */
export function seekAll(reader: TextReader, query: Query): string[] {
  const plan = planQuery(query, reader);
  const { numbers } = reader.find(plan.criteria, plan.phrase, 0, ALL);
  const ids = reader.ids(numbers);
  return numbers.flatMap(number => ids.get(number) ?? []);
}

/** More than any index holds. */
const ALL = 10_000_000;

/** Fewer words may be the title of a paper, and are a search all the same. */
const LEAST_TITLE_WORDS = 3;

/** @returns the paper whose whole title was typed, though a part of it may read as an exclusion or a field */
function wholeTitle(reader: TextReader, { source, page }: Query): number | null {
  const title = spellingOf(source);
  return page > 1 || title.length < LEAST_TITLE_WORDS ? null : reader.titled(title.join(' '));
}

function pastedTitle(reader: TextReader, query: Query, plan: Plan): number | null {
  if (query.page > 1 || query.terms.some(term => term.field !== null || term.excluded)) return null;
  return titleLike(reader, query.terms.map(term => term.text).join(' '), filterCriteria(plan.criteria));
}

function putFirst(first: number | null, numbers: readonly number[], limit: number): readonly number[] {
  if (first === null) return numbers;
  return [first, ...numbers.filter(number => number !== first)].slice(0, limit);
}
