import { readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { messageOf, SourceError } from '../../src/errors.ts';
import { NO_SEAMS, type SourcePaper } from '../../src/paper.ts';
import { FILE_LIMITS } from '../file-limits.ts';
import { parseJson } from '../json.ts';
import { type Note, readNote } from '../openreview/note.ts';
import { codeOf, FileError, isWithin, readWithin, realPathOf } from '../real-files.ts';
import type { Skipped, Source, SourceItem } from '../source.ts';
import { paperText } from '../text/paper-text.ts';
import { rawTextWithin } from '../text/raw-text.ts';

const TEXTS = join('text', 'papers');

const notesFileSchema = z.object({ notes: z.array(z.unknown()) });

/**
 * An archive as the original site kept it: notes.json, as OpenReview's v1 API answered, and in
 * text/papers one file a paper, `pdf?id=ID.txt`, with a form feed after each page. Nothing is read that a link in it
 * leads out to.
 * @throws SourceError where the folder is no such archive
 */
export async function openArchive(folder: string): Promise<Source> {
  const root = await rootOf(folder);
  const notes = await readNotes(join(folder, 'notes.json'), root);
  if (notes.length === 0)
    throw new SourceError(`${join(folder, 'notes.json')} holds no notes: there is no paper in it`);
  const { names, skipped } = await readTextNames(join(folder, TEXTS), root);
  const total = notes.length + skipped.length;
  return { total, items: readItems({ folder, root, texts: names }, notes, skipped) };
}

interface Opened {
  readonly folder: string;
  /** The real path of the folder. */
  readonly root: string;
  /** The names of the texts that there are. */
  readonly texts: ReadonlySet<string>;
}

async function* readItems(
  opened: Opened,
  notes: readonly unknown[],
  skipped: readonly Skipped[],
): AsyncGenerator<SourceItem> {
  yield* skipped;
  const { texts } = opened;
  const unclaimed = new Set(texts);
  const seen = new Set<string>();
  for (const [index, note] of notes.entries()) {
    const reading = readNote(note);
    if (reading.kind === 'unusable') {
      yield { kind: 'skipped', what: nameOf(note, index), reason: reading.reason };
      continue;
    }
    if (reading.kind === 'private') {
      unclaimed.delete(`pdf?id=${reading.id}.txt`);
      yield { kind: 'withheld', id: reading.id };
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
    if (texts.has(file)) yield* withText(metadata, file, opened);
    else yield { kind: 'paper', paper: withoutText(metadata) };
  }
  for (const file of unclaimed)
    yield { kind: 'skipped', what: file, reason: 'notes.json has no note for it' };
}

async function* withText(
  metadata: Note['metadata'],
  file: string,
  { folder, root }: Opened,
): AsyncGenerator<SourceItem> {
  const path = join(TEXTS, file);
  try {
    const bytes = await readWithin(join(folder, path), root, FILE_LIMITS.textBytes);
    const { raw, missing } = rawTextWithin(decode(bytes));
    if (missing !== null) yield { kind: 'read in part', what: file, reason: missing };
    yield { kind: 'paper', paper: { ...metadata, ...paperText(raw) } };
  } catch (error) {
    const isForbidden = error instanceof FileError && ['leads out', 'changed'].includes(error.fault);
    // What an earlier version may have read there must not stay; else what the index has of a better day does.
    yield isForbidden
      ? { kind: 'paper', paper: withoutText(metadata) }
      : { kind: 'metadata', metadata, textFollows: true };
    yield left(path, `is not read: it ${error instanceof FileError ? error.message : codeOf(error)}`);
  }
}

function withoutText(metadata: Note['metadata']): SourcePaper {
  return { ...metadata, pages: [], seams: NO_SEAMS };
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

async function readNotes(path: string, root: string): Promise<readonly unknown[]> {
  try {
    return notesFileSchema.parse(
      parseJson((await readWithin(path, root, FILE_LIMITS.notesBytes)).toString('utf8')),
    ).notes;
  } catch (error) {
    if (error instanceof SourceError) throw error;
    const problem = error instanceof z.ZodError ? 'it has no list of "notes"' : messageOf(error);
    throw new SourceError(`${path} cannot be read as an archive's notes: ${problem}`, { cause: error });
  }
}

async function rootOf(folder: string): Promise<string> {
  try {
    return await realpath(folder);
  } catch (error) {
    throw new SourceError(
      `${join(folder, 'notes.json')} cannot be read as an archive's notes: ${messageOf(error)}`,
      {
        cause: error,
      },
    );
  }
}

interface TextNames {
  readonly names: ReadonlySet<string>;
  readonly skipped: readonly Skipped[];
}

/** An archive may have no texts: then its papers are searchable by their metadata. */
async function readTextNames(folder: string, root: string): Promise<TextNames> {
  const none = (skipped: readonly Skipped[]): TextNames => ({ names: new Set(), skipped });
  try {
    const real = await realPathOf(folder);
    if (!isWithin(real, root)) return none([left(TEXTS, `is not read: it leads out of ${root}, to ${real}`)]);
    const names = (await readdir(real)).filter(name => /^pdf\?id=.+\.txt$/u.test(name));
    return { names: new Set(names), skipped: [] };
  } catch (error) {
    if (error instanceof FileError) return none([left(TEXTS, `is not read: it ${error.message}`)]);
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return none([]);
    throw new SourceError(`${folder} cannot be read: ${messageOf(error)}`, { cause: error });
  }
}

function left(what: string, reason: string): Skipped {
  return { kind: 'skipped', what, reason };
}

function nameOf(raw: unknown, index: number): string {
  const named = z.object({ id: z.string() }).safeParse(raw);
  return named.success ? `note ${named.data.id}` : `note ${index + 1} of notes.json`;
}
