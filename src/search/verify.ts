import { z } from 'zod';
import { haystack, nearOccurrences, occurrences } from './evidence/occurrences.ts';
import type { TextField } from './query.ts';
import { fold } from './words.ts';

/** Phrases that a field must hold: words, lower case and without accents. */
export interface Verify {
  readonly field: TextField;
  readonly phrases: readonly (readonly string[])[];
}

/** What to bring along of a paper to see whether a field holds a phrase. */
export const VERIFIED_ATTRIBUTES: Readonly<Record<TextField, readonly string[]>> = {
  title: ['title', 'latexTitle'],
  abstract: ['abstract'],
  author: ['authors'],
  cites: ['references', 'referenceSeams'],
};

/**
 * The engine finds a phrase in a field where the field holds its words and the paper, anywhere, the
 * phrase. So what it finds is looked at again.
 * @param record a paper with the attributes of that field
 * @returns whether the field itself holds every phrase
 */
export function holdsPhrases(record: Readonly<Record<string, unknown>>, { field, phrases }: Verify): boolean {
  const texts = VERIFIED_ATTRIBUTES[field]
    .flatMap(name => textsOf(record[name]))
    .map(text => haystack(fold(text)));
  // "kingma ba" cites "Diederik P. Kingma and Jimmy Ba": between two names stands the rest of one of them.
  const find = field === 'cites' ? nearOccurrences : occurrences;
  return phrases.every(words => texts.some(text => find(text, words).length > 0));
}

const textsSchema = z.union([z.string(), z.array(z.string()), z.record(z.string(), z.array(z.string()))]);

function textsOf(attribute: unknown): string[] {
  const parsed = textsSchema.safeParse(attribute);
  if (!parsed.success) return [];
  if (typeof parsed.data === 'string') return [parsed.data];
  return Array.isArray(parsed.data) ? parsed.data : Object.values(parsed.data).flat();
}
