import { z } from 'zod';
import type { Head, TextPaper } from '../texts/text-paper.ts';
import type { HeadChange } from '../texts/writer.ts';
import { webLinkOrNull } from '../web-link.ts';
import { inOrder, type MetadataChange } from './record.ts';
import { fromIndexText } from './stand-ins.ts';

const partsSchema = z.record(z.string(), z.array(z.string())).default({});
const nullable = z.string().nullable().default(null);

/** A paper as the engine holds it; one that was brought in by an earlier version lacks some fields. */
const headSchema = z.object({
  id: z.string(),
  title: z.string(),
  latexTitle: nullable,
  venue: z.string(),
  venueNames: z.array(z.string()).default([]),
  year: z.number().nullable().default(null),
  authors: z.array(z.string()),
  keywords: z.array(z.string()),
  tags: z.array(z.string()).default([]),
  tldr: nullable,
  abstract: nullable,
  decision: nullable,
  bibtex: nullable,
  forumUrl: nullable,
  pdfUrl: nullable,
  file: nullable,
});
const documentSchema = headSchema.extend({
  digest: z.string().default(''),
  body: partsSchema,
  references: partsSchema,
  bodySeams: partsSchema,
  referenceSeams: partsSchema,
});

/**
 * @param document a paper as the engine holds it, or is about to
 * @returns the same as the text index holds it
 * @throws ZodError where it is none of ours
 */
export function toTextPaper(document: unknown): TextPaper {
  const { digest, body, references, bodySeams, referenceSeams, ...head } = documentSchema.parse(document);
  const lists = inOrder(references);
  return {
    head: readable(head),
    text: {
      pages: inOrder(body).map((text, index) => ({ body: text, references: lists[index] ?? '' })),
      seams: { body: inOrder(bodySeams), references: inOrder(referenceSeams) },
    },
    digest,
  };
}

/** @returns what the same change is for the text index */
export function toHeadChange(change: MetadataChange): HeadChange {
  return { head: readable(headSchema.parse(change)), digest: change.digest };
}

function readable(head: Head): Head {
  const orNull = (text: string | null): string | null => (text === null ? null : fromIndexText(text));
  return {
    ...head,
    // An earlier version, or somebody else, may have brought in others.
    forumUrl: webLinkOrNull(head.forumUrl),
    pdfUrl: webLinkOrNull(head.pdfUrl),
    title: fromIndexText(head.title),
    latexTitle: orNull(head.latexTitle),
    tldr: orNull(head.tldr),
    abstract: orNull(head.abstract),
    keywords: head.keywords.map(fromIndexText),
  };
}
