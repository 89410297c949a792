/**
 * What becomes of hostile and broken files: `npm run bench:pdf-weird -- FOLDER [pdf-parse|pdfium]`. A whole
 * ingest of the folder has to index or report every file, and its own process has to stay small.
 */
import { join } from 'node:path';
import pLimit from 'p-limit';
import { findPdfs } from '../ingest/folder/pdf-files.ts';
import { PDF_ENGINES } from '../ingest/pdf/reader.ts';
import { openPdfTexts } from '../ingest/pdf/texts.ts';
import { folderArgument } from './setup.ts';
import { timedIngest } from './timed-ingest.ts';

const MOST_MB = 400;
const MOST_MINUTES = 6;

const folder = folderArgument('bench:pdf-weird');
const engine = PDF_ENGINES.find(one => one === process.argv[3]) ?? 'pdf-parse';
const { files } = await findPdfs(folder);
const { ms, peakMb, summary } = await timedIngest(['folder', folder, '--pdf-engine', engine], showReasons);

const minutes = ms / 60_000;
const [counts = ''] = summary.split('\n', 1);
console.log(`${engine}: ${files.length} files in ${minutes.toFixed(1)} min (aim ${MOST_MINUTES}): ${counts}`);
console.log(`the process of the ingest held ${peakMb.toFixed(0)} MB at most (aim ${MOST_MB})`);
const told = [...counts.matchAll(/[\d,]+(?= added| skipped)/gu)].map(([count]) =>
  Number(count.replaceAll(',', '')),
);
const isComplete = told.reduce((sum, count) => sum + count, 0) === files.length;
if (!isComplete) console.log('not every file was indexed or reported');
if (!isComplete || peakMb > MOST_MB || minutes > MOST_MINUTES) process.exitCode = 1;

/** Reads nothing again but what broke its reader. */
async function showReasons(dataDir: string): Promise<void> {
  const texts = openPdfTexts({ dataDir, engine, signal: new AbortController().signal });
  const counts = new Map<string, number>();
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
  for (const [what, count] of [...counts].sort(([, a], [, b]) => b - a))
    console.log(`${String(count).padStart(5)} ${what}`);
}
