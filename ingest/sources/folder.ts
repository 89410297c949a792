import { realpath } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { pMapIterable } from 'p-map';
import { messageOf, SourceError } from '../../src/errors.ts';
import { idOfRow, idOfText } from '../folder/ids.ts';
import { hasTitleOf, matchRows } from '../folder/match.ts';
import { readMetadata } from '../folder/metadata-files.ts';
import { type Known, metadataOfRow, missingPages, paperOf } from '../folder/paper.ts';
import { findPdfs } from '../folder/pdf-files.ts';
import type { Row } from '../folder/row.ts';
import type { Extraction, PdfTexts } from '../pdf/texts.ts';
import type { Skipped, Source, SourceItem } from '../source.ts';

export interface FolderOptions {
  readonly folder: string;
  /** Of papers of which no row says another; null for the folder's name. */
  readonly venue: string | null;
  readonly texts: Pick<PdfTexts, 'of' | 'atOnce'>;
  /** Whether links are followed that lead out of the folder. */
  readonly followLinks?: boolean;
}

/** How many files may be read and not taken yet, for each in work: one slow file keeps no process idle. */
const AHEAD = 4;

/**
 * Every PDF of a folder, with what papers.json, .jsonl, .csv or .bib says of it, and else what it says of itself.
 * @throws SourceError where the folder or one of those files cannot be read, or holds no paper
 */
export async function openFolder({
  folder,
  venue,
  texts,
  followLinks = false,
}: FolderOptions): Promise<Source> {
  const house = venue ?? basename(resolve(folder));
  const { files, skipped: unseen } = await findPdfs(folder, followLinks);
  const root = followLinks ? null : await realpath(folder);
  const { rows, skipped: unread } = await readMetadata(folder, root);
  const { rowOf, alone, repeated } = matchRows(files, rows);
  const skipped = [
    ...unseen,
    ...unread,
    ...repeated.map(({ row, file }) => left(row.where, `${rowOf.get(file)?.where} tells of ${file} already`)),
  ];
  const total = files.length + alone.length + skipped.length;
  if (total === 0)
    throw new SourceError(`${folder} holds no PDF, and no paper in papers.json, .jsonl, .csv or .bib`);
  const known = files.map(file => ({ file, row: rowOf.get(file) ?? null, house }));
  return { total, items: readItems({ folder, root, known, alone, skipped, house, texts }) };
}

interface Opened extends Pick<FolderOptions, 'folder' | 'texts'> {
  /** What no file may be outside of; null where they may be anywhere. */
  readonly root: string | null;
  readonly known: readonly Known[];
  readonly alone: readonly Row[];
  readonly skipped: readonly Skipped[];
  readonly house: string;
}

/** Who has which id, and whose content is whose. */
interface Taken {
  readonly ids: Map<string, string>;
  readonly contents: Map<string, Known>;
}

async function* readItems({
  folder,
  root,
  known,
  alone,
  skipped,
  house,
  texts,
}: Opened): AsyncGenerator<SourceItem> {
  yield* skipped;
  const taken: Taken = { ids: new Map(), contents: new Map() };
  for (const { file, row } of known) {
    if (row !== null && row.id !== null && !taken.ids.has(idOfText(row.id)))
      taken.ids.set(idOfText(row.id), file);
  }
  for (const row of alone) yield* withoutFile(row, house, taken);
  // Of two equal files the one that counts is the one that something is known of.
  const inOrder = [...known.filter(({ row }) => row !== null), ...known.filter(({ row }) => row === null)];
  const read = pMapIterable(
    inOrder,
    async one => ({ one, extraction: await texts.of(join(folder, one.file), root) }),
    { concurrency: texts.atOnce, backpressure: AHEAD * texts.atOnce },
  );
  for await (const { one, extraction } of read) yield* itemsOf(one, extraction, taken);
}

function itemsOf(known: Known, extraction: Extraction, taken: Taken): SourceItem[] {
  const { file, row } = known;
  if (extraction.kind === 'refused') {
    const { refusal, detail } = extraction;
    return withoutText(known, detail === '' ? refusal : `${refusal} (${detail})`, taken);
  }
  const { sha256, text } = extraction;
  const twin = taken.contents.get(sha256);
  if (twin !== undefined) {
    const saysNothingNew = row === null || (twin.row !== null && hasTitleOf(row, twin.row));
    return withoutText(
      saysNothingNew ? { ...known, row: null } : known,
      `the same file as ${twin.file}`,
      taken,
    );
  }
  taken.contents.set(sha256, known);
  try {
    const paper = paperOf(known, sha256, text);
    const other = otherWith(paper.id, file, taken);
    if (other !== null) return [sameId(file, paper.id, other)];
    const missing = missingPages(text);
    const partly = missing === null ? [] : [{ kind: 'read in part', what: file, reason: missing } as const];
    const standIn = row === null || row.id !== null ? {} : { standIn: idOfRow(row) };
    return [...partly, { kind: 'paper', paper, ...standIn }];
  } catch (error) {
    return withoutText(known, `damaged (its text cannot be used: ${messageOf(error)})`, taken);
  }
}

/** What a row says can be found; a text that the index has of an earlier reading stays there. */
function withoutText({ file, row, house }: Known, reason: string, taken: Taken): SourceItem[] {
  if (row === null || row.title === null) return [left(file, reason)];
  const [id, title] = [idOfRow(row), row.title];
  const other = otherWith(id, file, taken);
  if (other !== null) return [sameId(file, id, other)];
  const metadata = { ...metadataOfRow(row, house), id, title, file };
  // The second item is done with the paper, as its text would be.
  const item = { kind: 'metadata', metadata, textFollows: true, isLess: row.authors.length === 0 } as const;
  return [item, left(`the text of ${file}`, reason)];
}

/** A paper can be found by what is known of it, while its PDF is still missing. */
function withoutFile(row: Row, house: string, taken: Taken): SourceItem[] {
  const { title, where, file } = row;
  const name = file ?? row.id;
  if (title === null)
    return [
      left(name === null ? where : `${where} (${name})`, 'has neither a PDF in the folder nor a title'),
    ];
  const id = idOfRow(row);
  const other = otherWith(id, where, taken);
  if (other !== null) return [sameId(`${where} (${title})`, id, other)];
  const metadata = { ...metadataOfRow(row, house), id, title, file: null };
  if (file === null) return [{ kind: 'metadata', metadata, textFollows: false }];
  return [
    { kind: 'metadata', metadata, textFollows: true },
    left(`the PDF of ${where}`, `${file} is not in the folder, or is that of another row`),
  ];
}

/** @returns who else has the id already, or null where it is now the claimant's */
function otherWith(id: string, claimant: string, { ids }: Taken): string | null {
  const holder = ids.get(id) ?? claimant;
  ids.set(id, holder);
  return holder === claimant ? null : holder;
}

function sameId(what: string, id: string, other: string): Skipped {
  return left(what, `its id, ${id}, is that of ${other}, too`);
}

function left(what: string, reason: string): Skipped {
  return { kind: 'skipped', what, reason };
}
