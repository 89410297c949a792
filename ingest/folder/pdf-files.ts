import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { messageOf, SourceError } from '../../src/errors.ts';

/**
 * @returns the PDFs of a folder and of those in it, by their paths within it, with "/" between, in order.
 * Links to files are followed and links to folders are not, so that no loop can be entered.
 * @throws SourceError where the folder cannot be read
 */
export async function findPdfs(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const found: string[] = [];
    for (const entry of entries) {
      if (!/\.pdf$/iu.test(entry.name)) continue;
      const path = join(entry.parentPath, entry.name);
      const isFile = entry.isFile() || (entry.isSymbolicLink() && (await leadsToFile(path)));
      if (isFile) found.push(relative(folder, path).split(sep).join('/'));
    }
    return found.sort();
  } catch (error) {
    throw new SourceError(`${folder} cannot be read: ${messageOf(error)}`, { cause: error });
  }
}

async function leadsToFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    // A link that leads nowhere is no file.
    return false;
  }
}

/** As long as an id may be in the search engine, with room for the hash. */
const MOST_READABLE = 200;

/**
 * @param path within its folder
 * @returns an id of letters, digits, _ and -: the path itself where it is that, and else what can be kept
 * of it with a hash, so that no two paths share one
 */
export function fileId(path: string): string {
  const name = path.replace(/\.pdf$/iu, '');
  if (/^[A-Za-z0-9_-]+$/u.test(name) && name.length <= MOST_READABLE) return name;
  const readable = name
    .normalize('NFKD')
    .replaceAll(/[^A-Za-z0-9_-]+/gu, '-')
    .slice(0, MOST_READABLE)
    .replaceAll(/^-+|-+$/gu, '');
  const hash = createHash('sha256').update(path).digest('hex').slice(0, 8);
  return readable === '' ? hash : `${readable}-${hash}`;
}
