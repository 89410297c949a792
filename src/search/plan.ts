import { assertNever } from '../errors.ts';
import { type ExactField, type Query, TEXT_FIELDS, type Term, type TextField } from './query.ts';
import { ATTRIBUTES_OF } from './settings.ts';
import type { Verify } from './verify.ts';
import { collapse, fold, wordsOf } from './words.ts';

/** The engine reads ten words of a request (a quoted phrase is one of them) and ignores the rest. */
export const MAX_SLOTS = 10;

/** What one request asks for: `on: null` searches every attribute. */
export interface Ask {
  readonly q: string;
  readonly on: readonly string[] | null;
}

/** A request for the papers that must, or must not, be among the results. */
export interface Narrowing extends Ask {
  readonly excludes: boolean;
  /** Phrases that the engine is not to be trusted with, see verify.ts; null where there are none. */
  readonly verify: Verify | null;
}

/**
 * A query as requests. `narrow` requests come first: a paper must be among those that each finds, or,
 * where it excludes, among none of them. Then `main` is ranked, within `filters`.
 */
export interface Plan {
  readonly narrow: readonly Narrowing[];
  readonly filters: readonly string[];
  readonly main: Ask;
  /** The plain words as one phrase; null where there are not two of them. */
  readonly exact: Ask | null;
  /** The words that are searched for, where there are more than the engine reads; else null. */
  readonly chosen: readonly string[] | null;
}

/** Turns a query into the requests that answer it. */
export function planQuery(query: Query): Plan {
  const anywhere = query.terms.filter(term => term.field === null);
  const plain = anywhere.filter(term => !(term.quoted || term.excluded));
  const phrases = anywhere.filter(term => term.quoted && !term.excluded);
  const exclusions = anywhere.filter(term => term.excluded);

  const chosen = chooseSlots(phrases, plain);
  const required = TEXT_FIELDS.flatMap(field => askField(query.terms, field));
  const ranksField = plain.length + phrases.length === 0;
  const main = ranksField ? required.at(-1) : undefined;
  // Exclusions hold for the attributes that a request searches: a request for one field cannot carry them.
  const carried = ranksField ? [] : exclusions;
  const apart = ranksField ? exclusions : [];

  return {
    narrow: [
      ...required.filter(ask => ask !== main || ask.verify !== null),
      ...query.terms.filter(isExcludedText).map(term => ({
        q: fieldSlot(term, quote(term.text)),
        on: ATTRIBUTES_OF[term.field],
        excludes: true,
        verify: verifyOf([term], term.field),
      })),
      ...apart.map(term => ({ q: quote(term.text), on: null, excludes: true, verify: null })),
    ],
    filters: query.terms.flatMap(exactFilter),
    main:
      main !== undefined
        ? { q: main.q, on: main.on }
        : { q: withExclusions(carried, chosen.slots), on: null },
    exact:
      plain.length < 2
        ? null
        : {
            q: withExclusions(carried, [quote(plain.map(term => term.text).join(' ')), ...phrases.map(slot)]),
            on: null,
          },
    chosen: chosen.dropped ? chosen.slots : null,
  };
}

/**
 * Every word that a paper should have, for a search that no paper answers in full.
 * @returns words without repeats, in the order typed
 */
export function looseWords(query: Query): string[] {
  const wanted = query.terms.filter(term => term.field === null && !term.excluded);
  return [...new Set(wanted.flatMap(term => wordsOf(term.text).map(word => word.toLowerCase())))];
}

/** @returns a request for these words that leaves out what the query excludes */
export function askLoosely(query: Query, words: readonly string[]): Ask {
  const exclusions = query.terms.filter(term => term.field === null && term.excluded);
  return { q: withExclusions(exclusions, words.slice(0, MAX_SLOTS)), on: null };
}

/**
 * Words such as "model-based" go as phrases: the engine would take the parts for words that may stand
 * anywhere, "e" and "learning" for "e-learning".
 */
function slot(term: Pick<Term, 'text' | 'quoted'>): string {
  const words = wordsOf(term.text);
  const isOneWord = words.length === 1 && !term.quoted;
  return isOneWord ? words.join('') : quote(term.text);
}

/** What parts the words of a phrase does not matter: the engine takes them one after the other. */
function quote(text: string): string {
  return `"${wordsOf(text).join(' ')}"`;
}

/**
 * An exclusion after the tenth word is ignored, so they stand first. All are quoted, because "-a-b"
 * excludes a alone, and an exclusion must not forgive typos: without "gan" is not without "gang".
 */
function withExclusions(exclusions: readonly Term[], slots: readonly string[]): string {
  return [...exclusions.map(term => `-${quote(term.text)}`), ...slots].join(' ');
}

/**
 * Chooses what goes into the slots: phrases, then the longest words, because long words are rare ones.
 * @returns the slots in the order typed, and whether anything had to be left out
 */
function chooseSlots(
  phrases: readonly Term[],
  plain: readonly Term[],
): { slots: string[]; dropped: boolean } {
  const quoted = [...new Set(phrases.map(slot))];
  const words = new Map(plain.map(term => [term.text.toLowerCase(), slot(term)]));
  const room = Math.max(0, MAX_SLOTS - quoted.length);
  const longest = new Set([...words.values()].sort((a, b) => b.length - a.length).slice(0, room));
  return {
    slots: [...quoted.slice(0, MAX_SLOTS), ...[...words.values()].filter(word => longest.has(word))],
    dropped: quoted.length + words.size > MAX_SLOTS,
  };
}

/** @returns one request for all that a field must hold, or none where nothing is asked of it */
function askField(terms: readonly Term[], field: TextField): Narrowing[] {
  const wanted = terms.filter(term => term.field === field && !term.excluded);
  if (wanted.length === 0) return [];
  const q = wanted.map(term => fieldSlot(term, slot(term))).join(' ');
  return [{ q, on: ATTRIBUTES_OF[field], excludes: false, verify: verifyOf(wanted, field) }];
}

/** In a list of references the words of a phrase may stand apart: each is asked for, to the letter. */
function fieldSlot(term: Term, whole: string): string {
  const words = wordsOf(term.text);
  return term.field === 'cites' && words.length > 1 ? words.map(word => `"${word}"`).join(' ') : whole;
}

function verifyOf(terms: readonly Term[], field: TextField): Verify | null {
  const phrases = terms.map(term => wordsOf(term.text).map(fold)).filter(words => words.length > 1);
  return phrases.length === 0 ? null : { field, phrases };
}

function isExcludedText(term: Term): term is Term & { field: TextField } {
  return term.excluded && TEXT_FIELDS.some(field => field === term.field);
}

function exactFilter(term: Term): string[] {
  switch (term.field) {
    case 'tag':
    case 'venue':
    case 'year':
      return [
        `${term.excluded ? 'NOT ' : ''}${exactCondition(term.field, collapse(term.text).toLowerCase())}`,
      ];
    case 'title':
    case 'abstract':
    case 'author':
    case 'cites':
    case null:
      return [];
    default:
      return assertNever(term.field);
  }
}

function exactCondition(field: ExactField, value: string): string {
  switch (field) {
    case 'tag':
      return `tags = ${filterValue(value)}`;
    case 'venue':
      return `venueNames = ${filterValue(value)}`;
    case 'year':
      return `year = ${Number(value)}`;
    default:
      return assertNever(field);
  }
}

/** @returns the value as a string of the engine's filter language */
export function filterValue(value: string): string {
  return `"${value.replaceAll(/["\\]/gu, String.raw`\$&`)}"`;
}
