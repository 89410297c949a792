import { z } from 'zod';

/** The group of OpenReview that everybody is in, with or without an account. */
const EVERYONE = 'everyone';

const readersSchema = z.array(z.unknown());
const recordSchema = z.record(z.string(), z.unknown());

/**
 * @param readers what a note, or a field of it, says of who may read it
 * @returns whether everybody may; not where it says anything else, or nothing that can be understood
 */
export function isForEveryone(readers: unknown): boolean {
  const parsed = readersSchema.safeParse(readers);
  return parsed.success && parsed.data.includes(EVERYONE);
}

/** Whether a note that does not say who may read it is for everybody: one that an operator wrote may be. */
export type Unsaid = 'public' | 'private';

/** @returns whether everybody may read a note */
export function isPublicNote(raw: unknown, unsaid: Unsaid): boolean {
  const { data = {} } = recordSchema.safeParse(raw);
  const readers = data['readers'];
  return readers === undefined && unsaid === 'public' ? true : isForEveryone(readers);
}

/** What of a note's content everybody may read. */
export interface PublicContent {
  /** The fields with their values, unwrapped where the newer API wraps them: `{"title": {"value": "…"}}`. */
  readonly content: unknown;
  /** The names of the fields that are left out, because they have readers of their own. */
  readonly withheld: ReadonlySet<string>;
}

/** A field without readers of its own has those of the note. */
export function publicContent(raw: unknown): PublicContent {
  const fields = recordSchema.safeParse(raw);
  if (!fields.success) return { content: raw, withheld: new Set() };
  const content = new Map<string, unknown>();
  const withheld = new Set<string>();
  for (const [name, field] of Object.entries(fields.data)) {
    const { data: parts = {} } = recordSchema.safeParse(field);
    if ('readers' in parts && !isForEveryone(parts['readers'])) withheld.add(name);
    else content.set(name, 'value' in parts ? parts['value'] : field);
  }
  return { content: Object.fromEntries(content), withheld };
}
