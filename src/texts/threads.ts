import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { messageOf } from '../errors.ts';

/** What a thread tells when it could not answer: its own message, and what kind of error it was. */
export type ThreadProblem = 'missing' | 'damaged' | 'too costly' | 'failed';

/** Something went wrong in a thread. */
export class ThreadError extends Error {
  override readonly name = 'ThreadError';
  readonly problem: ThreadProblem;

  constructor(problem: ThreadProblem, message: string) {
    super(message);
    this.problem = problem;
  }
}

/** A thread that answers one question after the other. */
export interface Thread<Question> {
  /** Starts it before it is asked anything. */
  start(): void;
  /** @throws ThreadError */
  ask(question: Question): Promise<unknown>;
  /** Ends the thread once it has answered what it was asked before. */
  close(): Promise<void>;
}

const answerSchema = z.object({
  id: z.int(),
  answer: z.unknown(),
  problem: z.enum(['missing', 'damaged', 'too costly', 'failed']).optional(),
  message: z.string().optional(),
});

/**
 * Starts a thread when it is first asked something. It is never ended in the middle of a question: libsql
 * ends the whole process where a thread is terminated during a query.
 * @param module runs the thread: see `answerQuestions`
 */
export function createThread<Question>(module: URL, data: unknown): Thread<Question> {
  const waiting = new Map<number, { resolve: (answer: unknown) => void; reject: (error: Error) => void }>();
  let worker: Worker | null = null;
  let asked = 0;
  let closed: Promise<void> | null = null;

  const failAll = (error: Error): void => {
    worker = null;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };

  const start = (): Worker => {
    const started = new Worker(module, { workerData: data });
    started.on('message', (message: unknown) => {
      const { id, answer, problem, message: said } = answerSchema.parse(message);
      const asker = waiting.get(id);
      waiting.delete(id);
      // A thread that has nothing to do keeps no program alive.
      if (waiting.size === 0) started.unref();
      if (problem === undefined) asker?.resolve(answer);
      else asker?.reject(new ThreadError(problem, said ?? 'the text index failed'));
    });
    started.on('error', error => failAll(new ThreadError('failed', messageOf(error))));
    started.on('exit', () => failAll(new ThreadError('failed', 'the text index has ended')));
    return started;
  };

  const ask = (question: Question | 'close'): Promise<unknown> =>
    new Promise((resolve, reject) => {
      worker ??= start();
      worker.ref();
      asked += 1;
      waiting.set(asked, { resolve, reject });
      worker.postMessage({ id: asked, question });
    });

  return {
    start: () => {
      if (closed !== null) return;
      worker ??= start();
      if (waiting.size === 0) worker.unref();
    },
    ask: question =>
      closed === null ? ask(question) : Promise.reject(new ThreadError('failed', 'the text index is closed')),
    close: () => {
      closed ??= (async () => {
        if (worker === null) return;
        await ask('close').catch(() => {});
        await worker?.terminate();
      })();
      return closed;
    },
  };
}
