import { basename, join, resolve } from 'node:path';
import { pMapIterable } from 'p-map';
import { SourceError } from '../../src/errors.ts';
import type { PaperMetadata } from '../../src/paper.ts';
import { idOfText } from '../folder/ids.ts';
import { readMetadata } from '../folder/metadata-files.ts';
import { findPdfs } from '../folder/pdf-files.ts';
import type { Row } from '../folder/row.ts';
import { frontMatter } from '../pdf/front-matter.ts';
import { paperPages } from '../pdf/paper-pages.ts';
import type { PdfText } from '../pdf/reader.ts';
import type { Extraction, PdfTexts } from '../pdf/texts.ts';
import type { Skipped, Source, SourceItem } from '../source.ts';

export interface FolderOptions {
  readonly folder: string;
  /** Of papers of which no row says another; null for the folder's name. */
  readonly venue: string | null;
  readonly texts: Pick<PdfTexts, 'of' | 'atOnce'>;
}

/** How many files may be read and not taken yet, for each in work: one slow file keeps no process idle. */
const AHEAD = 4;

/**
 * Every PDF of a folder, with what papers.json, .jsonl, .csv or .bib says of it, and else what it says of itself.
 * @throws SourceError where the folder or one of those files cannot be read, or holds no paper
 */
export async function openFolder({ folder, venue, texts }: FolderOptions): Promise<Source> {
  const { files, skipped: unseen } = await findPdfs(folder);
  const { rows, skipped: unread } = await readMetadata(folder);
  const skipped = [...unseen, ...unread];
  const rowOf = matched(files, rows);
  const withFile = new Set(rowOf.values());
  const alone = rows.filter(row => !withFile.has(row));
  const total = files.length + alone.length + skipped.length;
  if (total === 0) throw new SourceError(`${folder} holds no PDF, and no papers.json, .jsonl, .csv or .bib`);
  const house = venue ?? basename(resolve(folder));
  return { total, items: readItems({ folder, files, rowOf, alone, skipped, house, texts }) };
}

interface Opened extends Pick<FolderOptions, 'folder' | 'texts'> {
  readonly files: readonly string[];
  readonly rowOf: ReadonlyMap<string, Row>;
  readonly alone: readonly Row[];
  readonly skipped: readonly Skipped[];
  readonly house: string;
}

async function* readItems(opened: Opened): AsyncGenerator<SourceItem> {
  const { folder, files, rowOf, alone, skipped, house, texts } = opened;
  yield* skipped;
  // Who has which id, and which content.
  const [ids, contents] = [new Map<string, string>(), new Map<string, string>()];
  for (const row of alone) yield withoutFile(row, house, ids);
  const read = pMapIterable(files, async file => ({ file, extraction: await texts.of(join(folder, file)) }), {
    concurrency: texts.atOnce,
    backpressure: AHEAD * texts.atOnce,
  });
  for await (const { file, extraction } of read) {
    if (extraction.kind === 'refused') {
      yield refused(file, extraction);
      continue;
    }
    const { sha256, text } = extraction;
    const twin = claimed(contents, sha256, file);
    const metadata = metadataOf(file, rowOf.get(file) ?? NOTHING_SAID, house, text);
    const other = twin === null ? claimed(ids, metadata.id, file) : null;
    if (twin !== null) yield { kind: 'skipped', what: file, reason: `the same file as ${twin}` };
    else if (other !== null) yield sameId(file, metadata.id, other);
    else yield { kind: 'paper', paper: { ...metadata, ...paperPages(text) } };
  }
}

/** @returns who has the key already, or null where it was free and is now the claimant's */
function claimed(holders: Map<string, string>, key: string, claimant: string): string | null {
  const holder = holders.get(key);
  if (holder === undefined) holders.set(key, claimant);
  return holder ?? null;
}

function sameId(what: string, id: string, other: string): Skipped {
  return { kind: 'skipped', what, reason: `its id, ${id}, is that of ${other}, too` };
}

function refused(file: string, { refusal, detail }: Extract<Extraction, { kind: 'refused' }>): Skipped {
  return { kind: 'skipped', what: file, reason: detail === '' ? refusal : `${refusal} (${detail})` };
}

/** A paper can be found by what is known of it, while its PDF is still missing. */
function withoutFile(row: Row, house: string, ids: Map<string, string>): SourceItem {
  const { title } = row;
  if (title === null) {
    const name = row.file ?? row.id;
    const what = name === null ? row.where : `${row.where} (${name})`;
    return { kind: 'skipped', what, reason: 'has neither a PDF in the folder nor a title' };
  }
  const id = idOfText(row.id ?? row.file ?? title);
  const other = claimed(ids, id, title);
  if (other !== null) return sameId(title, id, other);
  return { kind: 'metadata', metadata: { ...ofRow(row, house), id, title, file: null }, textFollows: false };
}

/** What the row says goes before what the first page says. */
function metadataOf(file: string, row: Row, house: string, text: PdfText): PaperMetadata {
  const front = frontMatter(text.firstPage, text.info);
  return {
    ...ofRow(row, house),
    id: idOfText(row.id ?? file),
    title: row.title ?? front.title ?? basename(file).replace(/\.pdf$/iu, ''),
    authors: row.authors.length > 0 ? row.authors : front.authors,
    file,
  };
}

/** Of a file that no row is about. */
const NOTHING_SAID: Row = {
  where: '',
  id: null,
  file: null,
  title: null,
  authors: [],
  keywords: [],
  abstract: null,
  tldr: null,
  venue: null,
  decision: null,
  bibtex: null,
  forumUrl: null,
  pdfUrl: null,
};

function ofRow(row: Row, house: string): Omit<PaperMetadata, 'id' | 'title' | 'file'> {
  const { authors, keywords, tldr, abstract, decision, bibtex, venue, forumUrl, pdfUrl } = row;
  return { authors, keywords, tldr, abstract, decision, bibtex, venue: venue ?? house, forumUrl, pdfUrl };
}

/** Finds the row of each file: by its path, its name, or its name without ".pdf", which may be the row's id. */
function matched(files: readonly string[], rows: readonly Row[]): Map<string, Row> {
  const byName = new Map<string, Row>();
  for (const row of rows) {
    for (const name of [row.file, row.id]) {
      const key = name === null ? '' : keyOf(name);
      if (key !== '' && !byName.has(key)) byName.set(key, row);
    }
  }
  const rowOf = new Map<string, Row>();
  const taken = new Set<Row>();
  // Whole paths first: the row of "x.pdf" is not for "a/x.pdf" where there is an "x.pdf".
  for (const nameIn of [(file: string): string => file, (file: string): string => basename(file)]) {
    for (const file of files) {
      const row = byName.get(keyOf(nameIn(file)));
      if (row === undefined || rowOf.has(file) || taken.has(row)) continue;
      rowOf.set(file, row);
      taken.add(row);
    }
  }
  return rowOf;
}

function keyOf(name: string): string {
  return name
    .trim()
    .replace(/^\.\//u, '')
    .replace(/\.pdf$/iu, '')
    .normalize('NFC')
    .toLowerCase();
}
