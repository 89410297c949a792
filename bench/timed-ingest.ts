import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { residentPeakMb } from './memory.ts';

const WATCH_MS = 100;

/**
 * Runs `npm run ingest` on a DATA_DIR of its own, which is deleted afterwards.
 * @param args what stands after `npm run ingest --`
 * @returns how long it took, and the most memory that its process held; not that of its engine or readers
 * @throws Error where it ends with another status than 0
 */
export async function timedIngest(args: readonly string[]): Promise<{ ms: number; peakMb: number }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'search-iclr-bench-'));
  try {
    const startedAt = Date.now();
    const child = spawn(process.execPath, ['--import', 'tsx', 'ingest/cli.ts', ...args], {
      env: { ...process.env, DATA_DIR: dataDir, LOG_LEVEL: 'warn' },
      stdio: ['ignore', 'ignore', 'ignore'],
    });
    let peakMb = 0;
    const watch = setInterval(() => {
      peakMb = Math.max(peakMb, residentPeakMb(child.pid));
    }, WATCH_MS);
    const [status] = await once(child, 'close');
    clearInterval(watch);
    if (status !== 0) throw new Error(`the ingest ended with ${status}`);
    return { ms: Date.now() - startedAt, peakMb };
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}
