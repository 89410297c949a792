/** Reads a PDF with the readers of a module: a program for tests to kill. */
import { openPdfTexts } from '../../ingest/pdf/texts.ts';

const [readers = '', dataDir = '', path = ''] = process.argv.slice(2);
const { signal } = new AbortController();
await openPdfTexts({ dataDir, engine: 'pdf-parse', signal, readers: new URL(readers) }).of(path);
