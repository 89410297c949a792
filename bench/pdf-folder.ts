/**
 * What a folder of many papers needs beside one of few: `npm run bench:pdf-folder -- FOLDER`. The PDFs of the
 * folder are copied as often as it takes, each with a comment of its own at its end.
 */
import { appendFile, copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPdfs } from '../ingest/folder/pdf-files.ts';
import { folderArgument } from './setup.ts';
import { timedIngest } from './timed-ingest.ts';

const SIZES = [20, 2_000];

const folder = folderArgument('bench:pdf-folder');
const { files } = await findPdfs(folder);
for (const size of SIZES) {
  const papers = await mkdtemp(join(tmpdir(), 'search-iclr-papers-'));
  for (let index = 0; index < size; index += 1) {
    const path = join(papers, `${index}.pdf`);
    await copyFile(join(folder, files[index % files.length] ?? ''), path);
    await appendFile(path, `\n%${index}\n`);
  }
  const { ms, peakMb } = await timedIngest(['folder', papers, '--pdf-engine', 'pdfium']);
  console.log(`${size} papers: ${(ms / 1_000).toFixed(0)} s, the process at most ${peakMb.toFixed(0)} MB`);
  await rm(papers, { recursive: true });
}
