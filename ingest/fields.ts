import type { z } from 'zod';
import { collapse } from '../src/search/words.ts';
import { withoutPiles } from './text/piles.ts';

/** A list of a million numbers where names should be is wrong a million times. */
const FAULTS_TOLD = 5;

/** @returns a text that somebody typed into a form: on one line, without halves of characters or piles of accents */
export function tidy(text: string): string {
  return collapse(withoutPiles(text.toWellFormed()));
}

/** @returns the same, or null where nothing was typed */
export function tidyOrNull(text: string | null | undefined): string | null {
  return tidy(text ?? '') || null;
}

/** @returns a list without what is empty in it */
export function tidyList(items: readonly string[] | null | undefined): string[] {
  return (items ?? []).map(tidy).filter(item => item !== '');
}

/** @returns what is wrong with the fields of a paper, such as "title is empty" */
export function faultsOf(error: z.ZodError): string {
  const faults = error.issues.slice(0, FAULTS_TOLD).map(({ path, message }) => [...path, message].join(' '));
  const more = error.issues.length - faults.length;
  return `${faults.join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
}
