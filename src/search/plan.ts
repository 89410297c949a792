import { assertNever } from '../errors.ts';
import type { Criterion } from '../texts/criteria.ts';
import { type KnownSpellings, type Phrase, phraseOf, type Spelling, spellingOf } from '../texts/phrase.ts';
import { isWord } from '../texts/tokens.ts';
import { chooseVenues } from '../venue.ts';
import type { Need } from './evidence/hits.ts';
import type { Query, Term } from './query.ts';
import { collapse } from './words.ts';

/** What the papers hold, as far as a query has to know it. */
export interface Known extends KnownSpellings {
  nearest(word: string): readonly string[];
  venues(): readonly string[];
}

/** For where it cannot be asked what the papers hold: every word is taken as it was typed. */
export const NOTHING_KNOWN: Known = {
  partsOf: () => [],
  hasWord: () => true,
  nearest: () => [],
  venues: () => [],
};

/** A word that no paper has, and what is looked for in its place: nothing where nothing is near. */
export interface Correction {
  readonly typed: string;
  readonly words: readonly string[];
}

/** A query in terms of what the papers hold. */
export interface Plan {
  /** What a paper must have and must not have; plain words, each on its own, among it. */
  readonly criteria: readonly Criterion[];
  /** The plain words as one phrase, as typed; null where there is none. */
  readonly phrase: Phrase | null;
  /** How many plain words there are. */
  readonly plainWords: number;
  readonly needs: readonly Need[];
  readonly corrections: readonly Correction[];
}

/** Reads a query against the papers: spellings, mistyped words, venues. */
export function planQuery(query: Query, known: Known): Plan {
  const corrections: Correction[] = [];
  const word = (spelling: Spelling): Phrase => {
    const [only] = spelling;
    const phrase = phraseOf(spelling, known);
    if (only === undefined || spelling.length > 1) return phrase;
    if (
      phrase.spellings.some(([one, ...more]) => more.length > 0 || (one !== undefined && known.hasWord(one)))
    )
      return phrase;
    const words = known.nearest(only);
    if (!corrections.some(({ typed }) => typed === only)) corrections.push({ typed: only, words });
    return words.length === 0 ? phrase : { spellings: words.map(near => [near]) };
  };

  const criteria: Criterion[] = [];
  const needs: Need[] = [];
  for (const term of query.terms) {
    const criterion = criterionOf(term, known, word);
    if (criterion === null) continue;
    criteria.push(criterion);
    const need = term.excluded ? null : needOf(criterion, term);
    if (need !== null) needs.push(need);
  }
  const plain = plainTerms(query);
  const phrase = plain.length === 0 ? null : phraseOf(plainSpelling(query.plain, corrections), known);
  if (phrase !== null && plain.length > 1) needs.push({ phrase, field: null, loosely: false, isBonus: true });
  const distinct = [...new Map(needs.map(need => [JSON.stringify(need), need])).values()];
  return { criteria, phrase, plainWords: plain.length, needs: distinct, corrections };
}

/** The most words of a query that the engine reads; it ignores the others. */
const MOST_ENGINE_WORDS = 10;
/** A word, or a number: what mixes them, such as L2, has spellings that the engine does not know. */
const SIMPLE_WORD = /^[^\p{L}\p{N}]*(?:[A-Za-z]+|[0-9]+)[^\p{L}\p{N}]*$/u;

/**
 * @returns the words of a query that the engine can answer: of plain words alone, of letters and digits, as many as it
 * reads; null where exactness is asked for
 */
export function engineWords(query: Query): string[] | null {
  return query.terms.some(({ field }) => field !== null) ? null : wordsBesideFilters(query);
}

/** @returns the same for a query with tags, venues and years as well, which the engine, too, can filter by; there may be no words */
export function wordsBesideFilters(query: Query): string[] | null {
  const words = new Set<string>();
  for (const term of query.terms) {
    if (term.field === 'tag' || term.field === 'venue' || term.field === 'year') continue;
    if (term.field !== null || term.quoted || term.excluded) return null;
    const spelling = spellingOf(term.text);
    if (spelling.length !== 1 || !SIMPLE_WORD.test(term.text)) return null;
    for (const one of spelling) words.add(one);
  }
  return words.size > MOST_ENGINE_WORDS ? null : [...words];
}

/** @returns the criteria that are no words: what the engine, too, can filter by */
export function filterCriteria(criteria: readonly Criterion[]): Criterion[] {
  return criteria.filter(({ kind }) => kind === 'tag' || kind === 'venue' || kind === 'year');
}

/** @returns the same in the engine's language */
export function engineFilters(criteria: readonly Criterion[]): string[] {
  return filterCriteria(criteria).map(criterion => {
    const not = criterion.excluded ? 'NOT ' : '';
    switch (criterion.kind) {
      case 'tag':
        return `${not}tags = ${filterValue(criterion.tag)}`;
      case 'venue': {
        const names = criterion.venues.map(name => filterValue(name.toLowerCase()));
        return `venueNames ${not}IN [${names.join(', ')}]`;
      }
      case 'year':
        return `${not}year = ${criterion.year}`;
      case 'said':
      case 'field':
      case 'cites':
        throw new TypeError(`${criterion.kind} is no filter of the engine's`);
      default:
        return assertNever(criterion);
    }
  });
}

/** @returns the value as a string of the engine's filter language */
export function filterValue(value: string): string {
  return `"${value.replaceAll(/["\\]/gu, String.raw`\$&`)}"`;
}

function plainTerms(query: Query): Term[] {
  return query.terms.filter(term => term.field === null && !term.quoted && !term.excluded);
}

/** @returns the plain words one after the other, mistyped ones as what was found in their place */
function plainSpelling(plain: string, corrections: readonly Correction[]): Spelling {
  const meant = new Map(corrections.map(({ typed, words }) => [typed, words[0] ?? typed]));
  return spellingOf(plain).map(token => meant.get(token) ?? token);
}

/** @param word reads one plain word, which may be mistyped */
function criterionOf(
  { field, text, quoted, excluded }: Term,
  known: Known,
  word: (spelling: Spelling) => Phrase,
): Criterion | null {
  const phrase = (spelling: Spelling): Phrase =>
    quoted || excluded ? phraseOf(spelling, known) : word(spelling);
  const spelling = spellingOf(text);
  switch (field) {
    case null:
      return spelling.length === 0 ? null : { kind: 'said', phrase: phrase(spelling), excluded };
    case 'title':
    case 'abstract':
      return { kind: 'field', column: field, phrase: phrase(spelling), excluded };
    case 'author':
      return { kind: 'field', column: 'authors', phrase: phrase(spelling), excluded };
    case 'cites':
      return { kind: 'cites', phrase: phrase(spelling.filter(token => isWord(token))), excluded };
    case 'tag':
      return { kind: 'tag', tag: collapse(text).toLowerCase(), excluded };
    case 'venue':
      return { kind: 'venue', venues: chooseVenues(known.venues(), text), excluded };
    case 'year':
      return { kind: 'year', year: Number(text), excluded };
    default:
      return assertNever(field);
  }
}

/** @returns what a passage has to show for it; null for what stands on the card already */
function needOf(criterion: Criterion, term: Term): Need | null {
  const loosely = !term.quoted && spellingOf(term.text).length === 1;
  switch (criterion.kind) {
    case 'said':
      return { phrase: criterion.phrase, field: null, loosely };
    case 'field':
      if (criterion.column !== 'title' && criterion.column !== 'abstract') return null;
      return { phrase: criterion.phrase, field: criterion.column, loosely };
    case 'cites':
      return { phrase: criterion.phrase, field: 'cites', loosely };
    case 'tag':
      return { phrase: { spellings: [spellingOf(criterion.tag)] }, field: 'tag', loosely: false };
    case 'venue':
    case 'year':
      return null;
    default:
      return assertNever(criterion);
  }
}
