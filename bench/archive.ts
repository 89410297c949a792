import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** A paper of an archive, read without any code of the project: what measurements are judged by. */
export interface RawPaper {
  readonly id: string;
  readonly title: string;
  readonly keywords: readonly string[];
  readonly note: { readonly content: Readonly<Record<string, unknown>> };
  /** As pdftotext wrote it, a form feed after each page; '' where the archive has no text. */
  readonly text: string;
}

const notesSchema = z.object({
  notes: z.array(
    z.looseObject({
      id: z.string(),
      content: z.looseObject({ title: z.string(), keywords: z.array(z.string()) }),
    }),
  ),
});

/** Reads an archive in the encoding of the original, ISO-8859-1. */
export async function readArchive(folder: string): Promise<RawPaper[]> {
  const { notes } = notesSchema.parse(JSON.parse(await readFile(join(folder, 'notes.json'), 'utf8')));
  const texts = new Set(await readdir(join(folder, 'text', 'papers')));
  return Promise.all(
    notes.map(async note => {
      const file = `pdf?id=${note.id}.txt`;
      const text = texts.has(file) ? await readFile(join(folder, 'text', 'papers', file), 'latin1') : '';
      return { id: note.id, title: note.content.title, keywords: note.content.keywords, note, text };
    }),
  );
}

/** @returns every keyword of the archive, lower case, once */
export function keywordsOf(papers: readonly RawPaper[]): string[] {
  return [...new Set(papers.flatMap(paper => paper.keywords.map(keyword => keyword.toLowerCase())))];
}
