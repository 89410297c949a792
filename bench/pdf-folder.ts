/**
 * What a folder of many papers needs beside one of few: `npm run bench:pdf-folder -- FOLDER`. The PDFs of the
 * folder are copied as often as it takes, each with a comment of its own at its end.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, copyFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { residentPeakMb } from './memory.ts';
import { archiveArgument } from './setup.ts';

const SIZES = [20, 2_000];
const WATCH_MS = 100;

const folder = archiveArgument('bench:pdf-folder');
const files = (await readdir(folder)).filter(name => /\.pdf$/iu.test(name)).sort();
for (const size of SIZES) {
  const papers = await mkdtemp(join(tmpdir(), 'search-iclr-papers-'));
  for (let index = 0; index < size; index += 1) {
    const path = join(papers, `${index}.pdf`);
    await copyFile(join(folder, files[index % files.length] ?? ''), path);
    await appendFile(path, `\n%${index}\n`);
  }
  const { seconds, peakMb } = await ingest(papers);
  console.log(`${size} papers: ${seconds.toFixed(0)} s, the process at most ${peakMb.toFixed(0)} MB`);
  await rm(papers, { recursive: true });
}

async function ingest(papers: string): Promise<{ seconds: number; peakMb: number }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'search-iclr-bench-'));
  const args = ['--import', 'tsx', 'ingest/cli.ts', 'folder', papers, '--pdf-engine', 'pdfium'];
  const startedAt = Date.now();
  const child = spawn(process.execPath, args, {
    env: { ...process.env, DATA_DIR: dataDir, LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  let peakMb = 0;
  const watch = setInterval(() => {
    peakMb = Math.max(peakMb, residentPeakMb(child.pid));
  }, WATCH_MS);
  const [status] = await once(child, 'close');
  clearInterval(watch);
  await rm(dataDir, { recursive: true, force: true });
  if (status !== 0) throw new Error(`the ingest ended with ${status}`);
  return { seconds: (Date.now() - startedAt) / 1_000, peakMb };
}
