import { parentPort } from 'node:worker_threads';
import Database from 'libsql';
import { messageOf, TooCostlyError } from '../errors.ts';
import type { ThreadProblem } from './threads.ts';

/** There is no index to read yet. */
export class MissingTextsError extends Error {
  override readonly name = 'MissingTextsError';
}

/**
 * Answers what the other side of this thread asks, one question after the other.
 * @param answer makes the answer to a question
 * @param close called last
 */
export function answerQuestions<Question>(answer: (question: Question) => unknown, close: () => void): void {
  parentPort?.on(
    'message',
    ({ id, question }: { readonly id: number; readonly question: Question | 'close' }) => {
      try {
        if (question === 'close') close();
        parentPort?.postMessage({ id, answer: question === 'close' ? null : answer(question) });
      } catch (error) {
        parentPort?.postMessage({ id, answer: null, problem: problemOf(error), message: messageOf(error) });
      }
    },
  );
}

function problemOf(error: unknown): ThreadProblem {
  if (error instanceof MissingTextsError) return 'missing';
  if (error instanceof TooCostlyError) return 'too costly';
  const isDamage =
    error instanceof Database.SqliteError && /^SQLITE_(?:CORRUPT|NOTADB|IOERR)/u.test(error.code);
  return isDamage ? 'damaged' : 'failed';
}
