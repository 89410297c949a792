import type { Paper } from '../paper.ts';
import { tagsOf } from '../tags.ts';
import { cutPassage } from './cut.ts';
import { readableLatex } from './latex.ts';
import {
  type Haystack,
  haystack,
  looseOccurrences,
  occurrences,
  type Stretch,
  vocabulary,
} from './occurrences.ts';
import type { Query, Term } from './query.ts';
import { nearestWords } from './spelling.ts';
import { wordsOf } from './words.ts';

export type PassageField = 'title' | 'tag' | 'tldr' | 'abstract' | 'page' | 'references';

/** A cut of a paper that proves that it matches. */
export interface Passage {
  readonly field: PassageField;
  /** The page of the PDF, counted from 1; null outside the text. */
  readonly page: number | null;
  readonly text: string;
  /** Where the matched words stand in the text, in order. */
  readonly marks: readonly Stretch[];
  /** Whether the source goes on before and after. */
  readonly cut: { readonly before: boolean; readonly after: boolean };
}

/** Two places prove a match; more would be noise in a channel. */
const MAX_PASSAGES = 2;

/** Words further apart than this do not fit in one passage. */
const MAX_SPAN = 200;

/** Where equally good passages stand: first what the card does not show anyway. */
const PREFERENCE: Readonly<Record<PassageField, number>> = {
  page: 0,
  abstract: 1,
  references: 2,
  tldr: 3,
  tag: 4,
  title: 5,
};

/** Titles and the names of many authors may take this many characters of a first page. */
const MAX_TITLE_LENGTH = 2_000;

/** A text of the paper, with where it stands. */
interface Place extends Haystack {
  readonly field: PassageField;
  readonly page: number | null;
  /** How much of it, from its beginning, repeats the card: title and authors on the first page. */
  readonly repeats: number;
}

/** A need is what a passage can prove: a plain word, or a phrase. */
interface Need {
  readonly words: readonly string[];
  readonly field: Term['field'];
}

interface Hit extends Stretch {
  readonly need: number;
}

interface Candidate {
  readonly place: Place;
  readonly stretch: Stretch;
  readonly needs: ReadonlySet<number>;
  readonly adjacent: boolean;
}

/**
 * Finds where a paper says what a query asks for.
 * @returns at most two passages: the place where most of the words stand closest together, then the
 * one that proves most of the rest; none where the words stand in no text that a reader can be shown
 */
export function findPassages(paper: Paper, query: Query): Passage[] {
  const needs = needsOf(query);
  const places = placesOf(paper);
  const hits = new Map(places.map(place => [place, strictHits(place, needs)]));
  addLooseHits(hits, needs);

  const candidates = places.flatMap(place => bestStretches(place, hits.get(place) ?? []));
  const chosen: Candidate[] = [];
  const proven = new Set<number>();
  while (chosen.length < MAX_PASSAGES) {
    const rest = candidates.filter(candidate => isWorthShowing(candidate, chosen, proven));
    const best = rest.sort((a, b) => compare(a, b, proven, chosen))[0];
    if (best === undefined) break;
    chosen.push(best);
    for (const need of best.needs) proven.add(need);
  }
  return chosen.map(({ place, stretch }) => ({
    field: place.field,
    page: place.page,
    ...cutPassage(place.text, stretch, hits.get(place) ?? []),
  }));
}

/** What a paper shows as proof; authors stand on the card and prove themselves. */
function needsOf(query: Query): Need[] {
  return query.terms
    .filter(
      term => !term.excluded && term.field !== 'author' && term.field !== 'venue' && term.field !== 'year',
    )
    .map(term => ({ words: wordsOf(term.text).map(word => word.toLowerCase()), field: term.field }));
}

function placesOf(paper: Paper): Place[] {
  const place = (field: PassageField, page: number | null, text: string): Place[] =>
    text === '' ? [] : [{ field, page, repeats: page === 1 ? titleLength(text) : 0, ...haystack(text) }];
  return [
    ...place('title', null, readableLatex(paper.title)),
    ...tagsOf(paper.keywords).flatMap(tag => place('tag', null, tag)),
    ...place('tldr', null, readableLatex(paper.tldr ?? '')),
    ...place('abstract', null, readableLatex(paper.abstract ?? '').replaceAll(/\s+/gu, ' ')),
    ...paper.pages.flatMap((page, index) => [
      ...place('page', index + 1, page.body),
      ...place('references', index + 1, page.references),
    ]),
  ];
}

/** @returns where the first page comes to its abstract, or 0 where it does not say so near its top */
function titleLength(text: string): number {
  const heading = /\babstract\b/iu.exec(text.slice(0, MAX_TITLE_LENGTH));
  return heading === null ? 0 : heading.index;
}

function mayProve(field: PassageField, need: Need): boolean {
  switch (need.field) {
    case 'title':
    case 'abstract':
    case 'tag':
      return field === need.field;
    case 'cites':
      return field === 'references';
    default:
      return true;
  }
}

function strictHits(place: Place, needs: readonly Need[]): Hit[] {
  return needs.flatMap((need, index) =>
    mayProve(place.field, need)
      ? occurrences(place, need.words).map(stretch => ({ ...stretch, need: index }))
      : [],
  );
}

/** For what stands nowhere to the letter: with hyphens and accents aside, then mistyped. */
function addLooseHits(hits: Map<Place, Hit[]>, needs: readonly Need[]): void {
  const found = new Set([...hits.values()].flat().map(hit => hit.need));
  let words: Set<string> | null = null;
  for (const [index, need] of needs.entries()) {
    if (found.has(index)) continue;
    if (addHits(hits, index, need, place => looseOccurrences(place, need.words))) continue;
    const [word] = need.words;
    if (word === undefined || need.words.length > 1) continue;
    words ??= vocabulary([...hits.keys()].map(place => place.text));
    const nearest = nearestWords(word, words);
    if (addHits(hits, index, need, place => nearest.flatMap(near => occurrences(place, [near])))) continue;
    addJoinedHits(hits, needs, index);
  }
}

/** The engine finds two words that follow each other in the query in one word of the paper, too. */
function addJoinedHits(hits: Map<Place, Hit[]>, needs: readonly Need[], index: number): void {
  for (const pair of [
    [index - 1, index],
    [index, index + 1],
  ]) {
    const both = pair.map(at => needs[at]);
    if (!both.every(need => need !== undefined && need.words.length === 1 && need.field === null)) continue;
    const words = both.flatMap(need => need?.words ?? []);
    for (const at of pair) {
      addHits(hits, at, { words, field: null }, place => looseOccurrences(place, words));
    }
  }
}

function addHits(
  hits: Map<Place, Hit[]>,
  index: number,
  need: Need,
  find: (place: Place) => Stretch[],
): boolean {
  let added = false;
  for (const [place, list] of hits) {
    if (!mayProve(place.field, need)) continue;
    for (const stretch of find(place)) {
      list.push({ ...stretch, need: index });
      added = true;
    }
  }
  return added;
}

/** @returns the stretches of one place that hold the most needs closest together, at most two */
function bestStretches(place: Place, hits: readonly Hit[]): Candidate[] {
  const sorted = hits.toSorted((a, b) => a.start - b.start || a.end - b.end);
  const windows = tightWindows(sorted);
  const best = tightest(windows);
  if (best === undefined) return [];
  const other = tightest(
    windows.filter(({ start, end }) => end + MAX_SPAN <= best.start || start >= best.end + MAX_SPAN),
  );
  return [best, ...(other === undefined ? [] : [other])].map(({ start, end, from, to }) => {
    const inside = sorted.slice(from, to + 1);
    const needs = new Set(inside.map(hit => hit.need));
    return { place, stretch: { start, end }, needs, adjacent: needs.size > 1 && isAdjacent(inside) };
  });
}

/** Some hits, `from` to `to`, that stand within one passage, and how many needs they prove. */
interface Window extends Stretch {
  readonly from: number;
  readonly to: number;
  readonly needs: number;
}

/** @returns for each hit, the shortest window that ends with it and proves all that stands near before it */
function tightWindows(sorted: readonly Hit[]): Window[] {
  const inside = new Map<number, number>();
  const change = (need: number, by: number): void => {
    const count = (inside.get(need) ?? 0) + by;
    if (count === 0) inside.delete(need);
    else inside.set(need, count);
  };
  let from = 0;
  return sorted.map((last, to) => {
    change(last.need, 1);
    for (let first = sorted[from]; first !== undefined && from < to; first = sorted[from]) {
      const isFar = last.end - first.start > MAX_SPAN;
      if (!isFar && (inside.get(first.need) ?? 0) < 2) break;
      change(first.need, -1);
      from += 1;
    }
    return { start: sorted[from]?.start ?? last.start, end: last.end, from, to, needs: inside.size };
  });
}

function tightest(windows: readonly Window[]): Window | undefined {
  let best: Window | undefined;
  for (const one of windows) {
    const length = one.end - one.start;
    if (best === undefined || one.needs > best.needs) best = one;
    else if (one.needs === best.needs && length < best.end - best.start) best = one;
  }
  return best;
}

/** Whether the needs follow each other in the order typed, as a phrase does. */
function isAdjacent(hits: readonly Hit[]): boolean {
  return hits.every((hit, index) => {
    const before = hits[index - 1];
    return before === undefined || (hit.need === before.need + 1 && hit.start - before.end <= 2);
  });
}

/** A second place must prove more than the first, or stand where the card does not show it anyway. */
function isWorthShowing(
  candidate: Candidate,
  chosen: readonly Candidate[],
  proven: ReadonlySet<number>,
): boolean {
  if (chosen.length === 0) return true;
  if (chosen.some(other => overlaps(candidate, other))) return false;
  const provesMore = [...candidate.needs].some(need => !proven.has(need));
  return provesMore || preference(candidate) < PREFERENCE.tldr;
}

function compare(
  a: Candidate,
  b: Candidate,
  proven: ReadonlySet<number>,
  chosen: readonly Candidate[],
): number {
  const fresh = (candidate: Candidate): number =>
    [...candidate.needs].filter(need => !proven.has(need)).length;
  const samePage = (candidate: Candidate): number =>
    Number(chosen.some(other => other.place === candidate.place));
  const span = ({ stretch }: Candidate): number => stretch.end - stretch.start;
  return (
    fresh(b) - fresh(a) ||
    b.needs.size - a.needs.size ||
    Number(b.adjacent) - Number(a.adjacent) ||
    samePage(a) - samePage(b) ||
    preference(a) - preference(b) ||
    span(a) - span(b) ||
    (a.place.page ?? 0) - (b.place.page ?? 0)
  );
}

function preference({ place, stretch }: Candidate): number {
  return stretch.start < place.repeats ? PREFERENCE.title : PREFERENCE[place.field];
}

function overlaps(a: Candidate, b: Candidate): boolean {
  return (
    a.place === b.place &&
    a.stretch.start < b.stretch.end + MAX_SPAN &&
    b.stretch.start < a.stretch.end + MAX_SPAN
  );
}
