import { z } from 'zod';

/** A paper's pages in order, and the other readings of its broken words, which are searched and never shown. */
export const pagesSchema = z.object({
  pages: z.array(z.object({ body: z.string(), references: z.string() })),
  seams: z.object({ body: z.array(z.string()), references: z.array(z.string()) }),
});
export type Pages = Readonly<z.infer<typeof pagesSchema>>;

/** What is known of a paper beside its text, ready to be shown. */
export const headSchema = z.object({
  id: z.string(),
  title: z.string(),
  /** The title as it was typed, where it holds LaTeX. */
  latexTitle: z.string().nullable(),
  venue: z.string(),
  venueNames: z.array(z.string()),
  year: z.number().nullable(),
  authors: z.array(z.string()),
  keywords: z.array(z.string()),
  tags: z.array(z.string()),
  tldr: z.string().nullable(),
  abstract: z.string().nullable(),
  decision: z.string().nullable(),
  bibtex: z.string().nullable(),
  forumUrl: z.string().nullable(),
  pdfUrl: z.string().nullable(),
  file: z.string().nullable(),
});
export type Head = Readonly<z.infer<typeof headSchema>>;

/** A paper as the text index takes it in. */
export interface TextPaper {
  readonly head: Head;
  readonly text: Pages;
  /** The same as the engine's: what has the same digest is the same. */
  readonly digest: string;
}
