import { z } from 'zod';
import { faultsOf, tidyList, tidyOrNull } from '../fields.ts';

/** What a metadata file says of a paper; null for what it does not say. */
export interface Row {
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
  readonly url: string | null;
  readonly pdfUrl: string | null;
}

const textSchema = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .transform(tidyOrNull);

/** A list, or a text that holds one: "A; B", "A and B" or "a, b". */
function listSchema(separators: RegExp) {
  return z
    .union([z.array(z.string()), z.string().transform(text => text.split(separators))])
    .nullish()
    .transform(tidyList);
}

const urlSchema = textSchema.refine(url => url === null || isWebAddress(url), 'is no web address');

const rowSchema = z.object({
  id: textSchema,
  file: textSchema,
  title: textSchema,
  // "Brook, Ada and Erdős, Jonas" is how BibTeX names two people, so a comma parts no authors.
  authors: listSchema(/;|\sand\s/u),
  keywords: listSchema(/[;,]/u),
  abstract: textSchema,
  tldr: textSchema,
  venue: textSchema,
  decision: textSchema,
  bibtex: z
    .string()
    .nullish()
    .transform(bibtex => bibtex?.trim() || null),
  url: urlSchema,
});

/** Other names that people give to the same columns, in lower case. */
const ALIASES: Readonly<Record<string, keyof z.infer<typeof rowSchema> | 'pdf'>> = {
  filename: 'file',
  path: 'file',
  author: 'authors',
  tags: 'keywords',
  'tl;dr': 'tldr',
  booktitle: 'venue',
  journal: 'venue',
  link: 'url',
};

export type ReadRow =
  | { readonly ok: true; readonly row: Row }
  | { readonly ok: false; readonly reason: string };

/** @param raw an object with the fields of a row, under any of their names, in any case */
export function readRow(raw: unknown): ReadRow {
  const named = z.record(z.string(), z.unknown()).safeParse(raw);
  if (!named.success) return { ok: false, reason: 'is no object of fields' };
  const fields: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(named.data)) {
    const key = name.trim().toLowerCase();
    // An empty cell says nothing, and leaves the word to another name of the same.
    if (typeof value === 'string' && value.trim() === '') continue;
    fields[ALIASES[key] ?? key] ??= value;
  }
  // Some call the file "pdf", and others the address of it.
  const pdf = z.string().safeParse(fields['pdf']);
  const isAddress = pdf.success && isWebAddress(pdf.data);
  if (pdf.success && !isAddress) fields['file'] ??= pdf.data;
  const parsed = rowSchema.safeParse(fields);
  if (!parsed.success) return { ok: false, reason: faultsOf(parsed.error) };
  return { ok: true, row: { ...parsed.data, pdfUrl: isAddress ? pdf.data : null } };
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/u.test(new URL(text).protocol);
}
