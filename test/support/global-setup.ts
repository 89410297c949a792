import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { findBinary, packagedBinary } from '../../src/engine/binary.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A Meilisearch program that every test may run. */
    meilisearch: string;
  }
}

const WATCH = fileURLToPath(new URL('./watch-run.mjs', import.meta.url));

/**
 * Checks and copies the program once, so that a hundred engines need not do it each; and has what a failed or killed
 * run leaves behind ended by a process that outlives it.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'search-iclr-program-'));
  const program = await findBinary({
    folder,
    configured: process.env['MEILI_BIN'] ?? null,
    packaged: packagedBinary(),
    path: process.env['PATH'] ?? '',
  });
  project.provide('meilisearch', program);
  const watch = spawn(process.execPath, [WATCH, folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  const ended = once(watch, 'close');
  return async () => {
    watch.stdin.end();
    await ended;
  };
}
