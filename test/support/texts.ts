import type { SourcePaper } from '../../src/paper.ts';
import { seekAll } from '../../src/search/seek.ts';
import { openForReading, openForWriting } from '../../src/texts/database.ts';
import { createReader, type TextReader } from '../../src/texts/reader.ts';
import { createWriter, type TextWriter } from '../../src/texts/writer.ts';
import { atEnd, temporaryFolder } from './engine.ts';
import { queryOf, textPaperOf } from './papers.ts';

/** @returns who writes the text index of a folder, in this thread; closed after the tests of this file */
export function writerIn(folder: string): TextWriter {
  const writer = createWriter(openForWriting(folder));
  atEnd(() => writer.close());
  return writer;
}

/** @returns who reads the text index of a folder, in this thread; closed after the tests of this file */
export function readerIn(folder: string): TextReader {
  const database = openForReading(folder);
  if (database === null) throw new Error(`there is no text index in ${folder}`);
  const reader = createReader(database);
  atEnd(() => reader.close());
  return reader;
}

/** @returns a text index that holds these papers, in a folder of its own */
export async function textsOf(papers: readonly SourcePaper[]): Promise<TextReader> {
  const folder = await temporaryFolder();
  const writer = writerIn(folder);
  writer.put(papers.map(textPaperOf));
  writer.tidy();
  return readerIn(folder);
}

/** @returns the ids of the papers that a query finds to the letter, in order */
export function foundIn(reader: TextReader, query: string): string[] {
  return seekAll(reader, queryOf(query));
}
