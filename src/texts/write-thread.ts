import { workerData } from 'node:worker_threads';
import { z } from 'zod';
import { assertNever } from '../errors.ts';
import { answerQuestions } from './answering.ts';
import { openForWriting, renew } from './database.ts';
import type { TextPaper } from './text-paper.ts';
import { createWriter, type HeadChange, type TextWriter } from './writer.ts';

export type WriteQuestion =
  | {
      readonly kind: 'put';
      readonly papers: readonly TextPaper[];
      readonly seen?: ReadonlyMap<string, string>;
    }
  | { readonly kind: 'change'; readonly changes: readonly HeadChange[] }
  | { readonly kind: 'remove'; readonly ids: readonly string[] }
  | { readonly kind: 'digests' | 'sound' | 'tidy' | 'renew' }
  | { readonly kind: 'note'; readonly name: string; readonly value: string }
  | { readonly kind: 'noted'; readonly name: string };

const { dataDir } = z.object({ dataDir: z.string() }).parse(workerData);
let writer: TextWriter | null = null;

answerQuestions<WriteQuestion>(
  question => {
    writer ??= createWriter(openForWriting(dataDir));
    switch (question.kind) {
      case 'put':
        return writer.put(question.papers, question.seen);
      case 'change':
        return writer.change(question.changes);
      case 'remove':
        return writer.remove(question.ids);
      case 'digests':
        return writer.digests();
      case 'sound':
        return writer.isSound();
      case 'tidy':
        return writer.tidy();
      case 'note':
        return writer.note(question.name, question.value);
      case 'noted':
        return writer.noted(question.name);
      case 'renew':
        writer.close();
        writer = createWriter(renew(dataDir));
        return null;
      default:
        return assertNever(question);
    }
  },
  () => writer?.close(),
);
