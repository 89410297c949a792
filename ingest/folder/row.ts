import { z } from 'zod';
import { PAPER_LIMITS } from '../../src/paper-limits.ts';
import { venueYear } from '../../src/venue.ts';
import { webLink, webLinkOrNull } from '../../src/web-link.ts';
import { faultsOf, tidyList, tidyOrNull } from '../fields.ts';
import { inSpokenOrder, peopleInCell } from './people.ts';

/** What a metadata file says of a paper; null for what it does not say. */
export interface Row {
  /** The file and the place in it, such as "papers.csv line 3". */
  readonly where: string;
  readonly id: string | null;
  /** The path of its PDF within the folder, or its name, with or without ".pdf". */
  readonly file: string | null;
  readonly title: string | null;
  readonly authors: readonly string[];
  readonly keywords: readonly string[];
  readonly abstract: string | null;
  readonly tldr: string | null;
  readonly venue: string | null;
  readonly decision: string | null;
  readonly bibtex: string | null;
  readonly forumUrl: string | null;
  readonly pdfUrl: string | null;
}

const textSchema = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .transform(tidyOrNull);

/** A list, or a text that holds one. */
function listSchema(partsOf: (text: string) => string[], ofItem: (item: string) => string = item => item) {
  return z
    .union([z.array(z.string()).transform(items => items.map(ofItem)), z.string().transform(partsOf)])
    .nullish()
    .transform(tidyList);
}

/** In characters; what is longer than the engine takes is shortened to what can be read of it, and a hash. */
const LONGEST_ID = 1_000;

/** What names a paper or its file is of no use in part, and a longer one names nothing. */
function nameSchema(most: number) {
  return textSchema.refine(
    name => (name?.length ?? 0) <= most,
    `is longer than ${most.toLocaleString('en')} characters`,
  );
}

const urlSchema = textSchema
  .refine(url => url === null || webLink(url) !== null, 'is no web address')
  .transform(webLinkOrNull);

const rowSchema = z.object({
  id: nameSchema(LONGEST_ID),
  file: nameSchema(PAPER_LIMITS.file.most),
  title: textSchema,
  authors: listSchema(peopleInCell, inSpokenOrder),
  keywords: listSchema(text => text.split(/[;,]/u)),
  abstract: textSchema,
  tldr: textSchema,
  venue: textSchema,
  year: textSchema,
  decision: textSchema,
  bibtex: z
    .string()
    .nullish()
    .transform(bibtex => bibtex?.toWellFormed().trim() || null),
  url: urlSchema,
  forumurl: urlSchema,
  pdfurl: urlSchema,
});

/** Other names that people give to the same columns, as keyOf gives them. */
const ALIASES: ReadonlyMap<string, keyof z.infer<typeof rowSchema> | 'pdf'> = new Map([
  ['filename', 'file'],
  ['path', 'file'],
  ['author', 'authors'],
  ['keyword', 'keywords'],
  ['tags', 'keywords'],
  ['tl;dr', 'tldr'],
  ['booktitle', 'venue'],
  ['journal', 'venue'],
  ['link', 'url'],
]);

export type ReadRow =
  | { readonly ok: true; readonly row: Row }
  | { readonly ok: false; readonly reason: string };

/**
 * @param raw an object with the fields of a row, under any of their names, in any case
 * @param where the file and the place in it
 */
export function readRow(raw: unknown, where: string): ReadRow {
  const named = z.record(z.string(), z.unknown()).safeParse(raw);
  if (!named.success) return { ok: false, reason: 'is no object of fields' };
  const fields = new Map<string, unknown>();
  for (const [name, value] of Object.entries(named.data)) {
    // An empty cell says nothing, and leaves the word to another name of the same.
    if (value === null || (typeof value === 'string' && value.trim() === '')) continue;
    const key = keyOf(name);
    const field = ALIASES.get(key) ?? key;
    if (!fields.has(field)) fields.set(field, value);
  }
  // Some call the file "pdf", and others the address of it.
  const pdf = fields.get('pdf');
  if (typeof pdf === 'string') {
    const field = webLink(pdf) !== null ? 'pdfurl' : 'file';
    if (!fields.has(field)) fields.set(field, pdf);
  }
  const parsed = rowSchema.safeParse(Object.fromEntries(fields));
  if (!parsed.success) return { ok: false, reason: faultsOf(parsed.error) };
  const { url, forumurl, pdfurl, venue, year, ...row } = parsed.data;
  const isPdf = url !== null && /\.pdf$|\/pdf(?:\/|$)/iu.test(new URL(url).pathname);
  return {
    ok: true,
    row: {
      ...row,
      where,
      venue: venue !== null && isYear(year) && venueYear(venue) === null ? `${venue} ${year}` : venue,
      forumUrl: forumurl ?? url,
      pdfUrl: pdfurl ?? (isPdf ? url : null),
    },
  };
}

/** "PDF URL", "pdf_url" and "pdfUrl" are one name. */
function keyOf(name: string): string {
  return name.toLowerCase().replaceAll(/[\s_-]/gu, '');
}

function isYear(text: string | null): boolean {
  return text !== null && /^\d{4}$/u.test(text);
}
