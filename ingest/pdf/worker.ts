/** A process that reads PDFs for its parent, one at a time, until a file ends it: started by child.ts. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { readWithin } from '../real-files.ts';
import { type Job, jobSchema, type Message } from './messages.ts';
import { type PdfEngine, PdfError, type PdfReader } from './reader.ts';
import { reasonOf } from './reason.ts';

const argumentsSchema = z.tuple([z.coerce.number(), z.coerce.number(), z.coerce.number(), z.url()]);
const readersSchema = z.object({ openReader: z.custom<(engine: PdfEngine) => Promise<PdfReader>>() });

const [parent, memoryBytes, cpuMs, readersUrl] = argumentsSchema.parse(process.argv.slice(2));
const readers = new Map<PdfEngine, Promise<PdfReader>>();

// tsx turns them on, and those of pdf.js take 140 MB of the heap; only the messages of errors are used here.
process.setSourceMapsEnabled(false);

// Ctrl-C reaches every process of the terminal; this one ends when its parent has it end.
process.on('SIGINT', () => {});
process.on('disconnect', () => process.exit());
process.on('uncaughtException', error => {
  say({ kind: 'broke', detail: reasonOf(error) });
});

const { openReader } = readersSchema.parse(await import(readersUrl));
const guard = new Worker(new URL('./guard.mjs', import.meta.url), {
  workerData: { parent, memoryBytes, cpuMs },
  execArgv: [],
});
await once(guard, 'message');
process.on('message', async (job: unknown) => {
  guard.postMessage(true);
  const message = await read(jobSchema.parse(job));
  guard.postMessage(false);
  say(message);
});
say({ kind: 'ready' });

async function read({ engine, path, limits }: Job): Promise<Message> {
  try {
    const reader = await readerOf(engine);
    // The path has no link in it: one that came since is not followed.
    const bytes = await readWithin(path, path, Number.POSITIVE_INFINITY);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    try {
      const text = await reader.read(new Uint8Array(bytes), limits);
      return { kind: 'text', text, sha256 };
    } catch (error) {
      if (!(error instanceof PdfError)) throw error;
      const detail = error.cause === undefined ? '' : reasonOf(error.cause);
      return { kind: 'refused', refusal: error.refusal, detail, sha256 };
    }
  } catch (error) {
    return { kind: 'broke', detail: reasonOf(error) };
  }
}

function readerOf(engine: PdfEngine): Promise<PdfReader> {
  const opened = readers.get(engine) ?? openReader(engine);
  readers.set(engine, opened);
  return opened;
}

function say(message: Message): void {
  process.send?.(message);
}
