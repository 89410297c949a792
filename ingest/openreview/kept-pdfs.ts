import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PRIVATE_FILE, PRIVATE_FOLDER } from '../../src/private.ts';

/** A PDF as a listing names it: another path is another revision. */
export interface PdfName {
  readonly id: string;
  readonly pdf: string;
}

/** The PDFs that came whole. At 36 an hour they are precious: they are never fetched twice, nor deleted. */
export interface KeptPdfs {
  /** @returns the file's path, or null where it is not kept */
  find(name: PdfName): string | null;
  /** @returns the file's path, at which there is either nothing or all of it, whenever we are killed */
  keep(name: PdfName, bytes: Uint8Array): Promise<string>;
}

const PART = '.part';

/** @param folder may be missing */
export async function openKeptPdfs(folder: string): Promise<KeptPdfs> {
  await mkdir(folder, { recursive: true, mode: PRIVATE_FOLDER });
  for (const name of await readdir(folder)) {
    if (name.endsWith(PART)) await rm(join(folder, name), { force: true });
  }
  const pathOf = ({ id, pdf }: PdfName): string => {
    const revision = createHash('sha256').update(pdf).digest('hex').slice(0, 16);
    return join(folder, `${id}.${revision}.pdf`);
  };
  return {
    find: name => {
      const path = pathOf(name);
      return existsSync(path) ? path : null;
    },
    keep: async (name, bytes) => {
      const path = pathOf(name);
      await writeFile(`${path}${PART}`, bytes, { flush: true, mode: PRIVATE_FILE });
      await rename(`${path}${PART}`, path);
      return path;
    },
  };
}
