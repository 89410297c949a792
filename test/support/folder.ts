import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import { openPdfTexts } from '../../ingest/pdf/texts.ts';
import type { SourceItem } from '../../ingest/source.ts';
import { openFolder } from '../../ingest/sources/folder.ts';
import { atEnd, temporaryFolder } from './engine.ts';
import { makePdf } from './pdf.ts';

/** @returns a PDF with a title in large type, an author, and some text */
export function pdfOf(title: string, ...lines: readonly string[]): Promise<Uint8Array> {
  return makePdf({ pages: [[{ text: title, size: 18 }, 'Ada Brook', 'Abstract', ...lines]] });
}

/** @returns a new folder "reading-group" that holds these files, by their paths in it */
export async function folderWith(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const folder = join(await temporaryFolder(), 'reading-group');
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return folder;
}

/** @param meanwhile done when the files are found, and none of them is read */
export type FolderReader = (
  folder: string,
  venue?: string,
  followLinks?: boolean,
  meanwhile?: () => Promise<void>,
) => Promise<SourceItem[]>;

/**
 * @returns what gives all items of a folder, by one pool for all folders: to start a process takes a second.
 * It checks that the source does as many papers as it says.
 */
export async function folderReader(): Promise<FolderReader> {
  const { signal } = new AbortController();
  const texts = openPdfTexts({ dataDir: await temporaryFolder(), engine: 'pdfium', signal });
  atEnd(texts.close);
  return async (folder, venue, followLinks = false, meanwhile) => {
    const items: SourceItem[] = [];
    const source = await openFolder({ folder, venue: venue ?? null, texts, followLinks });
    await meanwhile?.();
    for await (const item of source.items) items.push(item);
    const done = items.filter(({ kind }) => kind !== 'read in part');
    expect(done.filter(item => item.kind !== 'metadata' || !item.textFollows)).toHaveLength(source.total);
    return items;
  };
}
