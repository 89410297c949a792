import { writeFileSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import { type PdfEngine, PdfError, type PdfReader, type PdfText } from '../../ingest/pdf/reader.ts';

/** Readers that do what the file says, such as "loop"; else the file is the text of its one page. */
export async function openReader(engine: PdfEngine): Promise<PdfReader> {
  return { engine, read: async bytes => read(Buffer.from(bytes).toString('utf8'), engine) };
}

async function read(file: string, engine: PdfEngine): Promise<PdfText> {
  const [deed, only] = file.split(' ');
  if (deed === 'sign-and-loop' && only !== undefined) {
    writeFileSync(only, String(process.pid));
    for (;;);
  }
  if (only !== undefined && only !== engine) return textOf(`read by ${engine}`);
  switch (deed) {
    case 'loop':
      for (;;);
    case 'wait':
      return new Promise(() => {});
    case 'eat': {
      const eaten: Buffer[] = [];
      for (;;) eaten.push(Buffer.alloc(2 ** 24, 1));
    }
    case 'eat-objects': {
      const eaten: number[][] = [];
      for (;;) eaten.push(Array.from({ length: 2 ** 16 }, Math.random));
    }
    case 'exit':
      return process.exit(3);
    case 'fault':
      throw new Error('a fault of the engine');
    case 'damaged':
      throw new PdfError('damaged', { cause: new Error('no cross-reference table') });
    case 'late':
      // Answers, and fails in the background afterwards, when the next file is at hand.
      turn().then(() => Promise.reject(new Error('too late')));
      return textOf('answered');
    case 'nothing':
      return textOf('');
    default:
      return textOf(file);
  }
}

function textOf(page: string): PdfText {
  return { pages: [page], unreadable: [], firstPage: [], info: { title: null, author: null } };
}
