import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { residentPeakMb } from './memory.ts';

const WATCH_MS = 100;

export interface TimedIngest {
  readonly ms: number;
  /** The most memory that its process held; not that of its engine or readers. */
  readonly peakMb: number;
  /** What it said at its end. */
  readonly summary: string;
}

/**
 * Runs `npm run ingest` on a DATA_DIR of its own, which is deleted afterwards.
 * @param args what stands after `npm run ingest --`
 * @param use is given the DATA_DIR as the run left it
 * @throws Error where it ends with another status than 0
 */
export async function timedIngest(
  args: readonly string[],
  use: (dataDir: string) => Promise<void> = async () => {},
): Promise<TimedIngest> {
  const dataDir = await mkdtemp(join(tmpdir(), 'search-iclr-bench-'));
  try {
    const startedAt = Date.now();
    const child = spawn(process.execPath, ['--import', 'tsx', 'ingest/cli.ts', ...args], {
      env: { ...process.env, DATA_DIR: dataDir, LOG_LEVEL: 'warn' },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let peakMb = 0;
    const watch = setInterval(() => {
      peakMb = Math.max(peakMb, residentPeakMb(child.pid));
    }, WATCH_MS);
    const [summary, [status]] = await Promise.all([text(child.stdout), once(child, 'close')]);
    const ms = Date.now() - startedAt;
    clearInterval(watch);
    if (status !== 0) throw new Error(`the ingest ended with ${status}`);
    await use(dataDir);
    return { ms, peakMb, summary };
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}
