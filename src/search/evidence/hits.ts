import type { Phrase } from '../../texts/phrase.ts';
import { isWord } from '../../texts/tokens.ts';
import { looseOccurrences, tokenOccurrences } from './loose-occurrences.ts';
import { nearOccurrences, occurrences, type Stretch } from './occurrences.ts';
import type { PassageField, Place } from './places.ts';
import { nearestWords } from './spelling.ts';

/** What a passage can prove: a word or a phrase, in any of its spellings. */
export interface Need {
  readonly phrase: Phrase;
  /** The only field that can prove it; null where any can. */
  readonly field: 'title' | 'abstract' | 'tag' | 'cites' | null;
  /** Whether the paper may have it otherwise than typed: mistyped, or two words as one. */
  readonly loosely: boolean;
  /** Whether the paper may do without it: then it is not worth reading all pages sign by sign. */
  readonly isBonus?: true;
}

/** Where a need, by its number, is met. */
export interface Hit extends Stretch {
  readonly need: number;
}

/** @returns where each place meets the needs: to the letter, and what is met nowhere so, more loosely */
export function findHits(places: readonly Place[], needs: readonly Need[]): Map<Place, Hit[]> {
  const literal = needs.map(toLiteral);
  const hits = new Map(places.map(place => [place, strictHits(place, literal)]));
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

/** What is written with plain letters and digits is looked for in the text as it stands, which is fast. */
const PLAIN = /^[a-z0-9]+$/u;

/** @returns the need with those of its spellings alone that are looked for so */
function toLiteral(need: Need): Need {
  if (need.field === 'cites') return need;
  const spellings = need.phrase.spellings.filter(spelling => spelling.every(token => PLAIN.test(token)));
  return { ...need, phrase: { spellings } };
}

function strictHits(place: Place, needs: readonly Need[]): Hit[] {
  const hits: Hit[] = [];
  for (const [index, need] of needs.entries()) {
    if (!mayProve(place.field, need)) continue;
    const find = need.field === 'cites' ? nearOccurrences : occurrences;
    for (const spelling of need.phrase.spellings)
      for (const { start, end } of find(place, spelling)) hits.push({ start, end, need: index });
  }
  return hits;
}

/** For what stands nowhere to the letter: with signs and accents as the index reads them, then mistyped. */
function addLooseHits(hits: Map<Place, Hit[]>, needs: readonly Need[]): void {
  const found = new Set([...hits.values()].flat().map(hit => hit.need));
  for (const [index, need] of needs.entries()) {
    if (found.has(index) || need.isBonus === true) continue;
    const { spellings } = need.phrase;
    if (addHits(hits, index, need, place => spellings.flatMap(one => tokenOccurrences(place, one)))) continue;
    if (
      addHits(hits, index, need, place =>
        spellings.flatMap(one => looseOccurrences(place, one.filter(isWord))),
      )
    )
      continue;
    const [word] = spellings[0] ?? [];
    if (!need.loosely || word === undefined) continue;
    const nearest = nearestWords(
      word,
      [...hits.keys()].map(place => place.lower),
    );
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
    if (!both.every(need => need?.loosely === true)) continue;
    const words = both.flatMap(need => need?.phrase.spellings[0] ?? []);
    for (const at of pair) {
      const need = needs[at];
      if (need !== undefined) addHits(hits, at, need, place => looseOccurrences(place, words));
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
