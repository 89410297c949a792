import { z } from 'zod';
import type { PaperMetadata } from '../../src/paper.ts';
import { faultsOf, tidy, tidyList, tidyOrNull } from '../fields.ts';
import { decisionOf } from './decision.ts';

const OPENREVIEW = 'https://openreview.net';

/** Meilisearch refuses longer ids, and with one the whole batch. */
const MAX_ID_LENGTH = 511;

/** The newer API wraps each value: `{"title": {"value": "…"}}`. */
function unwrapped(content: unknown): unknown {
  const fields = z.record(z.string(), z.unknown()).safeParse(content);
  if (!fields.success) return content;
  const entries = Object.entries(fields.data).map(([name, field]) => {
    const wrapped = z.object({ value: z.unknown() }).safeParse(field);
    return [name, wrapped.success ? wrapped.data.value : field];
  });
  return Object.fromEntries(entries);
}

const textSchema = z.string().nullish();
const authorSchema = z.union([
  z.string(),
  z.object({ fullname: z.string() }).transform(({ fullname }) => fullname),
]);
/** Some venues had their authors write a list into one field. */
const keywordsSchema = z.union([z.array(z.string()), z.string().transform(text => text.split(/[,;]/u))]);

const noteSchema = z.object({
  id: z
    .string()
    .regex(/^[A-Za-z0-9_-]+$/u, 'holds other characters than letters, digits, _ and -')
    .max(MAX_ID_LENGTH, 'is too long for the search engine'),
  forum: textSchema,
  number: z.number().nullish(),
  invitation: textSchema,
  invitations: z.array(z.string()).nullish(),
  domain: textSchema,
  content: z.preprocess(
    unwrapped,
    z.object({
      title: z.string().min(1, 'is empty'),
      abstract: textSchema,
      authors: z.array(authorSchema).nullish(),
      keywords: keywordsSchema.nullish(),
      TLDR: textSchema,
      'TL;DR': textSchema,
      'one-sentence_summary': textSchema,
      venue: textSchema,
      venueid: textSchema,
      decision: textSchema,
      pdf: textSchema,
      _bibtex: textSchema,
    }),
  ),
});

/** A submission, of either API. */
export interface Note {
  readonly metadata: PaperMetadata;
  /** Its number at the venue; null where it has none. */
  readonly number: number | null;
  /** Where its PDF is, as the note says: a path of OpenReview, or an address elsewhere; null where it has none. */
  readonly pdf: string | null;
}

export type NoteReading =
  | { readonly kind: 'note'; readonly note: Note }
  | { readonly kind: 'unusable'; readonly reason: string };

/**
 * @param raw a note as OpenReview's v1 or v2 API gives it
 * @param venue the venue that was asked for; null where the note itself has to say it
 */
export function readNote(raw: unknown, venue: string | null = null): NoteReading {
  const parsed = noteSchema.safeParse(raw);
  if (!parsed.success) return { kind: 'unusable', reason: faultsOf(parsed.error) };
  const { id, forum, number, content, ...signs } = parsed.data;
  const invitation = signs.invitation ?? signs.invitations?.[0] ?? '';
  const ofVenue = venue ?? (signs.domain || invitation.replace(/\/-\/.*$/u, ''));
  if (ofVenue === '') return { kind: 'unusable', reason: 'invitation and domain are missing' };
  return {
    kind: 'note',
    note: {
      metadata: {
        id,
        title: tidy(content.title),
        venue: ofVenue,
        authors: tidyList(content.authors),
        keywords: tidyList(content.keywords),
        tldr: tidyOrNull(content['TL;DR'] ?? content.TLDR ?? content['one-sentence_summary']),
        abstract: tidyOrNull(content.abstract),
        decision: decisionOf({
          invitation,
          venue: ofVenue,
          venueid: content.venueid ?? '',
          label: tidyOrNull(content.venue),
          decision: tidyOrNull(content.decision),
        }),
        // The entries of 2018 and 2019 link to an address that OpenReview does not have.
        bibtex: content._bibtex?.replaceAll('/forums?id=', '/forum?id=').trim() || null,
        forumUrl: `${OPENREVIEW}/forum?id=${encodeURIComponent((forum ?? id).toWellFormed())}`,
        pdfUrl: `${OPENREVIEW}/pdf?id=${id}`,
        file: null,
      },
      number: number ?? null,
      pdf: tidyOrNull(content.pdf),
    },
  };
}
