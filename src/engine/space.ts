import { z } from 'zod';
import { EngineUnavailableError } from '../errors.ts';
import type { Connection } from './engine.ts';

/** What the engine's database takes of the disk, and what of that it uses, in bytes. */
export interface Space {
  readonly taken: number;
  readonly used: number;
}

const statsSchema = z.object({ databaseSize: z.number(), usedDatabaseSize: z.number() });

/** Below this a compaction is not worth a minute. */
const WORTH_BYTES = 100 * 1024 * 1024;

/** @throws EngineUnavailableError where the engine does not say */
export async function spaceOf({ url, key }: Connection): Promise<Space> {
  const response = await fetch(`${url}/stats`, {
    headers: key === null ? {} : { authorization: `Bearer ${key}` },
    signal: AbortSignal.timeout(10_000),
  }).catch((error: unknown) => {
    throw new EngineUnavailableError('the search engine does not answer', { cause: error });
  });
  const stats = statsSchema.safeParse(await response.json().catch(() => null));
  if (!stats.success) throw new EngineUnavailableError('the search engine does not say what it holds');
  return { taken: stats.data.databaseSize, used: stats.data.usedDatabaseSize };
}

/** @returns what an ingest says where more than half of a large database is free pages; else null */
export function spaceAdvice({ taken, used }: Space): string | null {
  if (taken <= WORTH_BYTES || used * 2 > taken) return null;
  return `The index takes ${megabytes(taken)} MB of the disk and uses ${megabytes(used)} of them: \`npm run compact\` gives the rest back.`;
}

export function megabytes(bytes: number): string {
  return Math.round(bytes / 1024 / 1024).toLocaleString('en');
}
