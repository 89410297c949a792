import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { EngineUnavailableError } from '../errors.ts';
import type { Connection } from './engine.ts';

/** What the engine's database takes of the disk, and what of that it uses, in bytes. */
export interface Space {
  readonly taken: number;
  readonly used: number;
}

const statsSchema = z.object({ usedDatabaseSize: z.number() });

/** Below this a compaction is not worth a minute. */
const WORTH_BYTES = 100 * 1024 * 1024;

/**
 * @param database the engine's folder: what the engine itself says of it is from before its database was written anew
 * @throws EngineUnavailableError where the engine does not say what it uses
 */
export async function spaceOf({ url, key }: Connection, database: string): Promise<Space> {
  const response = await fetch(`${url}/stats`, {
    headers: key === null ? {} : { authorization: `Bearer ${key}` },
    signal: AbortSignal.timeout(10_000),
  }).catch((error: unknown) => {
    throw new EngineUnavailableError('the search engine does not answer', { cause: error });
  });
  const stats = statsSchema.safeParse(await response.json().catch(() => null));
  if (!stats.success) throw new EngineUnavailableError('the search engine does not say what it holds');
  return { taken: takenBy(database), used: stats.data.usedDatabaseSize };
}

/** A disk counts a file by such blocks, holes aside. */
const BLOCK_BYTES = 512;

function takenBy(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map(name => statSync(join(folder, name), { throwIfNoEntry: false }))
    .reduce((sum, file) => sum + (file?.isFile() === true ? file.blocks * BLOCK_BYTES : 0), 0);
}

/** @returns what an ingest says where more than half of a large database is free pages; else null */
export function spaceAdvice({ taken, used }: Space): string | null {
  if (taken <= WORTH_BYTES || used * 2 > taken) return null;
  return `The index takes ${megabytes(taken)} MB of the disk and uses ${megabytes(used)} of them: \`npm run compact\` gives the rest back.`;
}

export function megabytes(bytes: number): string {
  return Math.round(bytes / 1024 / 1024).toLocaleString('en');
}
