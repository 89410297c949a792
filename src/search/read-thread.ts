import { statSync } from 'node:fs';
import { join } from 'node:path';
import { workerData } from 'node:worker_threads';
import { z } from 'zod';
import { assertNever } from '../errors.ts';
import { answerQuestions, MissingTextsError } from '../texts/answering.ts';
import { openForReading } from '../texts/database.ts';
import { createReader, type TextReader } from '../texts/reader.ts';
import { TEXTS_FILE } from '../texts/schema.ts';
import { COMPLETE, PROGRESS } from '../texts/texts.ts';
import type { Query } from './query.ts';
import { seek, seekAll, seekClosest, showIds } from './seek.ts';

export type ReadQuestion =
  | { readonly kind: 'seek' | 'closest'; readonly query: Query; readonly limit: number }
  | { readonly kind: 'all'; readonly query: Query }
  | { readonly kind: 'show'; readonly ids: readonly string[]; readonly query: Query | null };

const { dataDir } = z.object({ dataDir: z.string() }).parse(workerData);
let open: { readonly reader: TextReader; readonly file: number } | null = null;

answerQuestions<ReadQuestion>(
  question => {
    const reader = present();
    switch (question.kind) {
      case 'seek':
        return seek(reader, question.query, question.limit);
      case 'closest':
        return seekClosest(reader, question.query, question.limit);
      case 'all':
        return seekAll(reader, question.query);
      case 'show':
        return showIds(reader, question.ids, question.query);
      default:
        return assertNever(question);
    }
  },
  () => open?.reader.close(),
);

/** @throws MissingTextsError where there is no index that holds all papers yet; its message says how far it is */
function present(): TextReader {
  const file = statSync(join(dataDir, TEXTS_FILE), { throwIfNoEntry: false })?.ino ?? null;
  // Another process may have made the file anew.
  if (open !== null && open.file !== file) {
    open.reader.close();
    open = null;
  }
  if (open === null) {
    const database = file === null ? null : openForReading(dataDir);
    if (database === null || file === null) throw new MissingTextsError('');
    open = { reader: createReader(database), file };
  }
  if (open.reader.noted(COMPLETE) !== 'yes') throw new MissingTextsError(open.reader.noted(PROGRESS) ?? '');
  return open.reader;
}
