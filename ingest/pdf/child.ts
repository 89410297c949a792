import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { assertNever, messageOf, SourceError } from '../../src/errors.ts';
import type { Limits } from './limits.ts';
import { type Job, type Message, messageSchema } from './messages.ts';
import type { Refusal } from './reader.ts';

/** What came of a file: what its reader answered, or how the reader broke, at this file or at one before it. */
export type Outcome =
  | Extract<Message, { kind: 'text' | 'refused' }>
  | { readonly kind: 'broke'; readonly refusal: Refusal; readonly detail: string };

/** A process that reads one file at a time. */
export interface ReaderChild {
  /** Whether it was given no file yet. */
  isFresh(): boolean;
  /** Whether it can be given one more. */
  isUsable(): boolean;
  read(job: Job): Promise<Outcome>;
  end(): void;
}

/** How a process ended: by a signal, or with an exit status. */
interface End {
  readonly kind: 'ended';
  readonly by: string;
}

/** Where new objects live, of which pdf.js makes many: V8 would make it small, in step with the whole heap's limit. */
const YOUNG_MEGABYTES = 32;

const WORKER = fileURLToPath(new URL('./worker.ts', import.meta.url));
const TSX = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

/**
 * @param readers the module that opens readers: readers.ts, or what a test has in its place
 * @throws SourceError where no process can be started: no file is to blame for that
 */
export async function startChild(readers: URL, limits: Limits): Promise<ReaderChild> {
  const numbers = [process.pid, limits.memoryBytes, limits.cpuMs].map(String);
  const child = fork(WORKER, [...numbers, readers.href], {
    execArgv: [
      `--max-old-space-size=${limits.heapMegabytes}`,
      `--max-semi-space-size=${YOUNG_MEGABYTES}`,
      '--import',
      TSX,
    ],
    // A process that reads what strangers wrote has no use for our keys.
    env: {},
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  let isUsable = true;
  let files = 0;
  let ended: End | null = null;
  let hear: (heard: Message | End) => void = () => {};
  const kill = (): void => {
    isUsable = false;
    child.kill('SIGKILL');
  };
  void endOf(child).then(end => {
    ended = end;
    kill();
    hear(end);
  });
  child.on('message', raw => {
    const { data: message = NONSENSE } = messageSchema.safeParse(raw);
    if (message.kind === 'broke') kill();
    hear(message);
  });
  // Raced with a promise of the end, each text would be held by that promise for as long as the process lives.
  const next = (): Promise<Message | End> =>
    new Promise(resolve => {
      hear = resolve;
      if (ended !== null) resolve(ended);
    });

  const first = await next();
  if (first.kind !== 'ready')
    throw new SourceError(`No process that reads PDFs can be started: ${why(first)}`);
  return {
    isFresh: () => files === 0,
    isUsable: () => isUsable && files < limits.filesAChild,
    read: async job => {
      files += 1;
      const answer = next();
      // That a dead process cannot be sent anything is seen by its end.
      child.send(job, () => {});
      let isLate = false;
      const timer = setTimeout(() => {
        isLate = true;
        kill();
      }, limits.timeMs);
      const message = await answer;
      clearTimeout(timer);
      if (message.kind === 'text' || message.kind === 'refused') return message;
      if (isLate) return tooSlow(`${limits.timeMs / 1_000} s`);
      if (message.kind === 'ended' && message.by === OUT_OF_TIME)
        return tooSlow(`${limits.cpuMs / 1_000} s of computing`);
      return {
        kind: 'broke',
        refusal: isMemory(message) ? 'too much memory' : 'damaged',
        detail: why(message),
      };
    },
    end: kill,
  };
}

const NONSENSE: Message = { kind: 'broke', detail: 'its reader answered something else than a text' };

/** How the guard ends a process that has computed for too long. */
const OUT_OF_TIME = 'SIGVTALRM';

function tooSlow(limit: string): Outcome {
  return { kind: 'broke', refusal: 'too slow', detail: `not read in ${limit}` };
}

/**
 * A file that makes its reader hold too much ends it in one of two ways: SIGKILL comes from the guard, or from
 * a kernel that is out of memory, and SIGABRT from the reader's own JavaScript engine.
 */
function isMemory(message: Message | End): boolean {
  return message.kind === 'ended' && (message.by === 'SIGKILL' || message.by === 'SIGABRT');
}

function why(message: Message | End): string {
  switch (message.kind) {
    case 'broke':
      return message.detail;
    case 'ended':
      return `its reader was ended by ${message.by}`;
    case 'ready':
    case 'text':
    case 'refused':
      return `its reader said "${message.kind}" when it should not`;
    default:
      return assertNever(message);
  }
}

/** @returns when the process is gone and all that it said has been heard */
async function endOf(child: ChildProcess): Promise<End> {
  try {
    const [[status, signal]] = await Promise.all([once(child, 'exit'), once(child, 'disconnect')]);
    return { kind: 'ended', by: signal ?? `exit status ${status}` };
  } catch (error) {
    return { kind: 'ended', by: messageOf(error) };
  }
}
