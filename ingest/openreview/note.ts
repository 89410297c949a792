import { z } from 'zod';
import type { PaperMetadata } from '../../src/paper.ts';
import { faultsOf, tidy, tidyList, tidyOrNull } from '../fields.ts';
import { decisionOf } from './decision.ts';
import { isPublicNote, publicContent } from './readers.ts';

const OPENREVIEW = 'https://openreview.net';

/** Meilisearch refuses longer ids, and with one the whole batch. */
const MAX_ID_LENGTH = 511;

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
  content: z.object({
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
});

/** A submission, of either API. */
export interface Note {
  readonly metadata: PaperMetadata;
  /** Its number at the venue; null where it has none. */
  readonly number: number | null;
  /** Where its PDF is, as the note says: a path of OpenReview, or an address elsewhere; null where it has none. */
  readonly pdf: string | null;
  /** Whether it has a PDF that is not for everybody: neither are its text and its address. */
  readonly isPdfWithheld: boolean;
}

export type NoteReading =
  | { readonly kind: 'note'; readonly note: Note }
  /** Not for everybody: it may be read with the account that we have, and must not be shown. */
  | { readonly kind: 'private'; readonly id: string }
  | { readonly kind: 'unusable'; readonly reason: string };

/**
 * @param raw a note as OpenReview's v1 or v2 API gives it
 * @param venue the venue that OpenReview was asked for; null where the note is of an archive and has to say it itself
 */
export function readNote(raw: unknown, venue: string | null = null): NoteReading {
  const { data: fields = {} } = z.record(z.string(), z.unknown()).safeParse(raw);
  // OpenReview always says who may read a note. Whoever writes an archive may leave it out.
  const isPublic = isPublicNote(fields, venue === null ? 'public' : 'private');
  const { content: shown, withheld } = publicContent(fields['content']);
  const { id: named } = fields;
  if (typeof named === 'string' && (!isPublic || withheld.has('title')))
    return { kind: 'private', id: named };
  const parsed = noteSchema.safeParse({ ...fields, content: shown });
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
        pdfUrl: withheld.has('pdf') ? null : `${OPENREVIEW}/pdf?id=${id}`,
        file: null,
      },
      number: number ?? null,
      pdf: tidyOrNull(content.pdf),
      isPdfWithheld: withheld.has('pdf'),
    },
  };
}
