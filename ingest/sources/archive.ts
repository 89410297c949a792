import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { messageOf, SourceError } from '../../src/errors.ts';
import { NO_SEAMS, type PaperMetadata } from '../../src/paper.ts';
import type { Source, SourceItem } from '../source.ts';
import { paperText } from '../text/paper-text.ts';

const OPENREVIEW = 'https://openreview.net';

/** Meilisearch refuses longer ids, and with one the whole batch. */
const MAX_ID_LENGTH = 511;

const noteSchema = z.object({
  id: z
    .string()
    .regex(/^[A-Za-z0-9_-]+$/u, 'holds other characters than letters, digits, _ and -')
    .max(MAX_ID_LENGTH, 'is too long for the search engine'),
  forum: z.string().optional(),
  invitation: z.string(),
  content: z.object({
    title: z.string().min(1, 'is empty'),
    abstract: z.string().nullish(),
    authors: z.array(z.string()).nullish(),
    keywords: z.array(z.string()).nullish(),
    'TL;DR': z.string().nullish(),
    venue: z.string().nullish(),
    decision: z.string().nullish(),
    _bibtex: z.string().nullish(),
  }),
});
type Note = z.infer<typeof noteSchema>;

const notesFileSchema = z.object({ notes: z.array(z.unknown()) });

/**
 * An archive as the original site kept it: notes.json, as OpenReview's v1 API answered, and in
 * text/papers one file a paper, `pdf?id=ID.txt`, with a form feed after each page.
 * @throws SourceError where the folder is no such archive
 */
export async function openArchive(folder: string): Promise<Source> {
  const notes = await readNotes(join(folder, 'notes.json'));
  if (notes.length === 0)
    throw new SourceError(`${join(folder, 'notes.json')} holds no notes: there is no paper in it`);
  const texts = await readTextNames(join(folder, 'text', 'papers'));
  return { total: notes.length, items: readItems(folder, notes, texts) };
}

async function* readItems(
  folder: string,
  notes: readonly unknown[],
  texts: ReadonlySet<string>,
): AsyncGenerator<SourceItem> {
  const unclaimed = new Set(texts);
  const seen = new Set<string>();
  for (const [index, raw] of notes.entries()) {
    const parsed = noteSchema.safeParse(raw);
    if (!parsed.success) {
      yield { kind: 'skipped', what: nameOf(raw, index), reason: reasonOf(parsed.error) };
      continue;
    }
    const note = parsed.data;
    if (seen.has(note.id)) {
      yield {
        kind: 'skipped',
        what: `note ${note.id}`,
        reason: 'notes.json has this id twice; the first is kept',
      };
      continue;
    }
    seen.add(note.id);
    const file = `pdf?id=${note.id}.txt`;
    unclaimed.delete(file);
    const text = texts.has(file)
      ? paperText(decode(await readFile(join(folder, 'text', 'papers', file))))
      : { pages: [], seams: NO_SEAMS };
    yield { kind: 'paper', paper: { ...toMetadata(note), ...text } };
  }
  for (const file of unclaimed)
    yield { kind: 'skipped', what: file, reason: 'notes.json has no note for it' };
}

function toMetadata(note: Note): PaperMetadata {
  const { content } = note;
  return {
    id: note.id,
    title: tidy(content.title),
    venue: note.invitation.replace(/\/-\/.*$/u, ''),
    authors: content.authors?.map(tidy).filter(author => author !== '') ?? [],
    keywords: content.keywords?.map(tidy).filter(keyword => keyword !== '') ?? [],
    tldr: orNull(content['TL;DR']),
    abstract: orNull(content.abstract),
    decision: orNull(content.decision ?? content.venue),
    // The entries of 2018 and 2019 link to an address that OpenReview does not have.
    bibtex: content._bibtex?.replaceAll('/forums?id=', '/forum?id=').trim() || null,
    forumUrl: `${OPENREVIEW}/forum?id=${note.forum ?? note.id}`,
    pdfUrl: `${OPENREVIEW}/pdf?id=${note.id}`,
  };
}

/** UTF-8 where it is valid, as an archive made today would be; the original is ISO-8859-1. */
function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // There, the soft hyphen is what pdftotext made of the dash in number ranges.
    return bytes.toString('latin1').replaceAll('\u00ad', '–');
  }
}

async function readNotes(path: string): Promise<readonly unknown[]> {
  try {
    return notesFileSchema.parse(JSON.parse(await readFile(path, 'utf8'))).notes;
  } catch (error) {
    const problem = error instanceof z.ZodError ? 'it has no list of "notes"' : messageOf(error);
    throw new SourceError(`${path} cannot be read as an archive's notes: ${problem}`, { cause: error });
  }
}

/** An archive may have no texts: then its papers are searchable by their metadata. */
async function readTextNames(folder: string): Promise<ReadonlySet<string>> {
  try {
    return new Set((await readdir(folder)).filter(name => /^pdf\?id=.+\.txt$/u.test(name)));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return new Set();
    throw new SourceError(`${folder} cannot be read: ${messageOf(error)}`, { cause: error });
  }
}

function nameOf(raw: unknown, index: number): string {
  const named = z.object({ id: z.string() }).safeParse(raw);
  return named.success ? `note ${named.data.id}` : `note ${index + 1} of notes.json`;
}

function reasonOf(error: z.ZodError): string {
  return error.issues.map(({ path, message }) => [...path, message].join(' ')).join('; ');
}

function tidy(text: string): string {
  return text.toWellFormed().replaceAll(/\s+/gu, ' ').trim();
}

function orNull(text: string | null | undefined): string | null {
  const tidied = tidy(text ?? '');
  return tidied === '' ? null : tidied;
}
