/**
 * What becomes of hostile and broken files: `npm run bench:pdf-weird -- FOLDER [pdf-parse|pdfium]`. Every file
 * has to give a text or a reason, and the process that asks has to stay small.
 */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { PDF_ENGINES } from '../ingest/pdf/reader.ts';
import { openPdfTexts } from '../ingest/pdf/texts.ts';
import { residentPeakMb } from './memory.ts';
import { folderArgument } from './setup.ts';

const MOST_MB = 400;
const MOST_MINUTES = 6;

const folder = folderArgument('bench:pdf-weird');
const engine = PDF_ENGINES.find(one => one === process.argv[3]) ?? 'pdf-parse';
const dataDir = await mkdtemp(join(tmpdir(), 'search-iclr-bench-'));
const texts = openPdfTexts({ dataDir, engine, signal: new AbortController().signal });
const counts = new Map<string, number>();
const files = (await readdir(folder)).sort();
const startedAt = Date.now();
const turn = pLimit(texts.atOnce);
await Promise.all(
  files.map(file =>
    turn(async () => {
      const extraction = await texts.of(join(folder, file));
      const what = extraction.kind === 'text' ? `text, by ${extraction.engine}` : extraction.refusal;
      counts.set(what, (counts.get(what) ?? 0) + 1);
      if (extraction.kind === 'refused' && /^too/u.test(extraction.refusal))
        console.log(`${file}: ${extraction.refusal} (${extraction.detail})`);
    }),
  ),
);
texts.close();
await rm(dataDir, { recursive: true, force: true });

const minutes = (Date.now() - startedAt) / 60_000;
const peakMb = residentPeakMb(process.pid);
for (const [what, count] of [...counts].sort(([, a], [, b]) => b - a))
  console.log(`${String(count).padStart(5)} ${what}`);
console.log(
  `${engine}: ${files.length} files in ${minutes.toFixed(1)} min (aim ${MOST_MINUTES}), ${texts.started()} processes`,
);
console.log(`the process that asked held ${peakMb.toFixed(0)} MB at most (aim ${MOST_MB})`);
const answered = [...counts.values()].reduce((sum, count) => sum + count, 0);
if (answered !== files.length || peakMb > MOST_MB || minutes > MOST_MINUTES) process.exitCode = 1;
