import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { PRIVATE_FILE, PRIVATE_FOLDER } from '../../src/private.ts';

/** The ids of the notes that venues listed in this run and in those before it: one that is missing now may have become private. */
export interface Listed {
  of(venue: string): ReadonlySet<string>;
  add(venue: string, ids: ReadonlySet<string>): Promise<void>;
}

const fileSchema = z.record(z.string(), z.array(z.string()));

/** @param path a file that may be missing; whatever is wrong with it, the next run knows as much as this one */
export async function openListed(path: string): Promise<Listed> {
  const venues = new Map(Object.entries(await read(path)).map(([venue, ids]) => [venue, new Set(ids)]));
  return {
    of: venue => venues.get(venue) ?? new Set(),
    add: async (venue, ids) => {
      const before = venues.get(venue);
      if (before !== undefined && [...ids].every(id => before.has(id))) return;
      venues.set(venue, new Set([...(before ?? []), ...ids]));
      const content = Object.fromEntries([...venues].map(([name, known]) => [name, [...known]]));
      await mkdir(dirname(path), { recursive: true, mode: PRIVATE_FOLDER });
      await writeFile(`${path}.part`, JSON.stringify(content), { mode: PRIVATE_FILE });
      await rename(`${path}.part`, path);
    },
  };
}

async function read(path: string): Promise<z.infer<typeof fileSchema>> {
  try {
    return fileSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return {};
  }
}
