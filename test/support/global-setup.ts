import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { findBinary, packagedBinary } from '../../src/engine/binary.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A Meilisearch program that every test may run. */
    meilisearch: string;
  }
}

/** Checks and copies the program once, so that a hundred engines need not do it each. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'search-iclr-program-'));
  const program = await findBinary({
    folder,
    configured: process.env['MEILI_BIN'] ?? null,
    packaged: packagedBinary(),
    path: process.env['PATH'] ?? '',
  });
  project.provide('meilisearch', program);
  return () => rm(folder, { recursive: true, force: true });
}
