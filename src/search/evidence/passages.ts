import type { Head, Pages } from '../../texts/text-paper.ts';
import { bestCandidate } from './choose.ts';
import { cutPassage } from './cut.ts';
import { findHits, type Need } from './hits.ts';
import type { Stretch } from './occurrences.ts';
import { type PassageField, placesOf } from './places.ts';
import { bestStretches, type Candidate } from './windows.ts';

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

/**
 * Finds where a paper says what is asked for.
 * @returns at most two passages: the place where most of the words stand closest together, then the
 * one that proves most of the rest; none where the words stand in no text that a reader can be shown
 */
export function findPassages(head: Head, text: Pages, needs: readonly Need[]): Passage[] {
  const places = placesOf(head, text);
  const hits = findHits(places, needs);
  const candidates = places.flatMap(place => bestStretches(place, hits.get(place) ?? []));
  const chosen: Candidate[] = [];
  while (chosen.length < MAX_PASSAGES) {
    const best = bestCandidate(candidates, chosen);
    if (best === null) break;
    chosen.push(best);
  }
  return chosen.map(({ place, stretch }) => ({
    field: place.field,
    page: place.page,
    ...cutPassage(place.text, stretch, hits.get(place) ?? []),
  }));
}
