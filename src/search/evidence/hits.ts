import type { Query, Term } from '../query.ts';
import { wordsOf } from '../words.ts';
import { looseOccurrences, nearOccurrences, occurrences, type Stretch, vocabulary } from './occurrences.ts';
import type { PassageField, Place } from './places.ts';
import { nearestWords } from './spelling.ts';

/** A need is what a passage can prove: a plain word, or a phrase. */
export interface Need {
  readonly words: readonly string[];
  readonly field: Term['field'];
}

/** Where a need, by its number, is met. */
export interface Hit extends Stretch {
  readonly need: number;
}

/** What a paper shows as proof, each once; authors stand on the card and prove themselves. */
export function needsOf(query: Query): Need[] {
  const needs = query.terms
    .filter(
      term => !term.excluded && term.field !== 'author' && term.field !== 'venue' && term.field !== 'year',
    )
    .map(term => ({ words: wordsOf(term.text).map(word => word.toLowerCase()), field: term.field }));
  return [...new Map(needs.map(need => [`${need.field} ${need.words.join(' ')}`, need])).values()];
}

/** @returns where each place meets the needs: to the letter, and what is met nowhere so, more loosely */
export function findHits(places: readonly Place[], needs: readonly Need[]): Map<Place, Hit[]> {
  const hits = new Map(places.map(place => [place, strictHits(place, needs)]));
  addLooseHits(hits, needs);
  return hits;
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

function find(place: Place, { field, words }: Need): Stretch[] {
  return field === 'cites' ? nearOccurrences(place, words) : occurrences(place, words);
}

function strictHits(place: Place, needs: readonly Need[]): Hit[] {
  return needs.flatMap((need, index) =>
    mayProve(place.field, need) ? find(place, need).map(stretch => ({ ...stretch, need: index })) : [],
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
