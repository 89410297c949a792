import type { z } from 'zod';
import { collapse } from '../src/search/words.ts';

/** @returns a text that somebody typed into a form: on one line, and without halves of characters */
export function tidy(text: string): string {
  return collapse(text.toWellFormed());
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
  return error.issues.map(({ path, message }) => [...path, message].join(' ')).join('; ');
}
