import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { messageOf, SourceError } from '../../src/errors.ts';
import { NO_SEAMS } from '../../src/paper.ts';
import { FILE_LIMITS, readWithin } from '../file-limits.ts';
import { parseJson } from '../json.ts';
import { readNote } from '../openreview/note.ts';
import type { Source, SourceItem } from '../source.ts';
import { paperText } from '../text/paper-text.ts';
import { type RawText, rawTextWithin } from '../text/raw-text.ts';

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
  for (const [index, note] of notes.entries()) {
    const reading = readNote(note);
    if (reading.kind === 'unusable') {
      yield { kind: 'skipped', what: nameOf(note, index), reason: reading.reason };
      continue;
    }
    const { metadata } = reading.note;
    if (seen.has(metadata.id)) {
      yield {
        kind: 'skipped',
        what: `note ${metadata.id}`,
        reason: 'notes.json has this id twice; the first is kept',
      };
      continue;
    }
    seen.add(metadata.id);
    const file = `pdf?id=${metadata.id}.txt`;
    unclaimed.delete(file);
    const { raw, missing } = texts.has(file)
      ? await readText(join(folder, 'text', 'papers', file))
      : { raw: null, missing: null };
    if (missing !== null) yield { kind: 'read in part', what: file, reason: missing };
    const text = raw === null ? { pages: [], seams: NO_SEAMS } : paperText(raw);
    yield { kind: 'paper', paper: { ...metadata, ...text } };
  }
  for (const file of unclaimed)
    yield { kind: 'skipped', what: file, reason: 'notes.json has no note for it' };
}

async function readText(path: string): Promise<RawText | { readonly raw: null; readonly missing: string }> {
  try {
    return rawTextWithin(decode(await readWithin(path, FILE_LIMITS.textBytes)));
  } catch (error) {
    if (error instanceof SourceError) return { raw: null, missing: error.message };
    throw error;
  }
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
    return notesFileSchema.parse(parseJson((await readWithin(path, FILE_LIMITS.notesBytes)).toString('utf8')))
      .notes;
  } catch (error) {
    if (error instanceof SourceError) throw error;
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
