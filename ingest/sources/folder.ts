import { basename, join, resolve } from 'node:path';
import { SourceError } from '../../src/errors.ts';
import type { PaperMetadata } from '../../src/paper.ts';
import { readMetadata } from '../folder/metadata-files.ts';
import { fileId, findPdfs } from '../folder/pdf-files.ts';
import type { Row } from '../folder/row.ts';
import { ahead } from '../pdf/ahead.ts';
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

/**
 * Every PDF of a folder, with what papers.json, .jsonl, .csv or .bib says of it, and else what it says of itself.
 * @throws SourceError where the folder or one of those files cannot be read, or holds no paper
 */
export async function openFolder({ folder, venue, texts }: FolderOptions): Promise<Source> {
  const files = await findPdfs(folder);
  const { rows, skipped } = await readMetadata(folder);
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

async function* readItems({
  folder,
  files,
  rowOf,
  alone,
  skipped,
  house,
  texts,
}: Opened): AsyncGenerator<SourceItem> {
  yield* skipped;
  const ids = new Map<string, string>();
  for (const row of alone) {
    const item = withoutFile(row, house);
    if (item.kind === 'metadata') {
      const { id, title } = item.metadata;
      const other = ids.get(id);
      if (other !== undefined) {
        yield { kind: 'skipped', what: title, reason: `its id, ${id}, is that of ${other}, too` };
        continue;
      }
      ids.set(id, title);
    }
    yield item;
  }
  const firstWith = new Map<string, string>();
  const read = ahead(files, texts.atOnce, file => texts.of(join(folder, file)));
  for await (const [file, extraction] of read) yield itemOf(file, extraction);

  function itemOf(file: string, extraction: Extraction): SourceItem {
    if (extraction.kind === 'refused') return refused(file, extraction);
    const twin = firstWith.get(extraction.sha256);
    if (twin !== undefined) return { kind: 'skipped', what: file, reason: `the same file as ${twin}` };
    firstWith.set(extraction.sha256, file);
    const metadata = metadataOf(file, rowOf.get(file) ?? null, house, extraction.text);
    const other = ids.get(metadata.id);
    if (other !== undefined)
      return { kind: 'skipped', what: file, reason: `its id, ${metadata.id}, is that of ${other}, too` };
    ids.set(metadata.id, file);
    return { kind: 'paper', paper: { ...metadata, ...paperPages(extraction.text) } };
  }
}

function refused(file: string, { refusal, detail }: Extract<Extraction, { kind: 'refused' }>): Skipped {
  return { kind: 'skipped', what: file, reason: detail === '' ? refusal : `${refusal} (${detail})` };
}

/** A paper can be found by what is known of it, while its PDF is still missing. */
function withoutFile(row: Row, house: string): SourceItem {
  const what = row.title ?? row.id ?? row.file ?? 'a row';
  if (row.title === null)
    return { kind: 'skipped', what, reason: 'has neither a PDF in the folder nor a title' };
  const id = fileId(row.id ?? row.file ?? row.title);
  return {
    kind: 'metadata',
    metadata: { ...ofRow(row, house), id, title: row.title, file: null },
    textFollows: false,
  };
}

function metadataOf(file: string, row: Row | null, house: string, text: PdfText): PaperMetadata {
  const front = frontMatter(text.firstPage, text.info);
  const name = basename(file).replace(/\.pdf$/iu, '');
  const said = row === null ? NOTHING_SAID : ofRow(row, house);
  return {
    ...said,
    id: fileId(row?.id ?? file),
    title: row?.title ?? front.title ?? name,
    authors: said.authors.length > 0 ? said.authors : front.authors,
    venue: row?.venue ?? house,
    file,
  };
}

const NOTHING_SAID = {
  authors: [] as readonly string[],
  keywords: [],
  tldr: null,
  abstract: null,
  decision: null,
  bibtex: null,
  forumUrl: null,
  pdfUrl: null,
};

function ofRow(row: Row, house: string): Omit<PaperMetadata, 'id' | 'title' | 'file'> {
  const { authors, keywords, tldr, abstract, decision, bibtex, url, venue } = row;
  const isPdf = url !== null && /\.pdf$|\/pdf(?:\/|$)/iu.test(new URL(url).pathname);
  return {
    ...{ authors, keywords, tldr, abstract, decision, bibtex },
    venue: venue ?? house,
    forumUrl: url,
    pdfUrl: row.pdfUrl ?? (isPdf ? url : null),
  };
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
