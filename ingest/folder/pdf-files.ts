import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { messageOf, SourceError } from '../../src/errors.ts';
import { codeOf, isWithin } from '../real-files.ts';
import type { Skipped } from '../source.ts';

export interface PdfFiles {
  /** By their paths within the folder, with "/" between, in order. */
  readonly files: readonly string[];
  /** What could not be looked into, and why. */
  readonly skipped: readonly Skipped[];
}

/**
 * @param followLinks whether links are followed that lead out of the folder, by real paths; else they are named
 * @returns the PDFs of a folder and of those in it. Links are followed to no folder twice and to none that holds the
 * whole, so that no loop can be entered.
 * @throws SourceError where the folder itself cannot be read
 */
export async function findPdfs(folder: string, followLinks = false): Promise<PdfFiles> {
  const files: string[] = [];
  const skipped: Skipped[] = [];
  const skip = (path: string, reason: string): void => {
    skipped.push({ kind: 'skipped', what: path, reason });
  };
  const pathIn = (path: string): string => relative(folder, path).split(sep).join('/');

  let root: string;
  let entries: Dirent[];
  try {
    root = await realpath(folder);
    entries = await readdir(folder, { withFileTypes: true });
  } catch (error) {
    throw new SourceError(`${folder} cannot be read: ${messageOf(error)}`, { cause: error });
  }
  const seen = new Set([root]);
  const linked: string[] = [];
  const leadsOut = (real: string): boolean => !followLinks && !isWithin(real, root);
  const skipOutside = (path: string, real: string): void =>
    skip(pathIn(path), `leads out of the folder, to ${real}, and is not read; --follow-links reads it`);

  const lookInto = async (place: string): Promise<void> => {
    try {
      const real = await realpath(place);
      if (leadsOut(real)) return skipOutside(place, real);
      if (seen.has(real) || isWithin(root, real)) return;
      seen.add(real);
      await sort(await readdir(place, { withFileTypes: true }));
    } catch (error) {
      skip(`${pathIn(place)}/`, `cannot be looked into: ${codeOf(error)}`);
    }
  };
  const sort = async (found: readonly Dirent[]): Promise<void> => {
    for (const entry of found) {
      const path = join(entry.parentPath, entry.name);
      const isPdf = /\.pdf$/iu.test(entry.name);
      if (entry.isDirectory()) await lookInto(path);
      else if (entry.isSymbolicLink()) await follow(path, isPdf);
      else if (isPdf && entry.isFile()) files.push(pathIn(path));
      else if (isPdf) skip(pathIn(path), 'is no file');
    }
  };
  const follow = async (link: string, isPdf: boolean): Promise<void> => {
    try {
      const target = await stat(link);
      const real = await realpath(link);
      if (leadsOut(real)) {
        if (isPdf || target.isDirectory()) skipOutside(link, real);
      } else if (target.isDirectory()) linked.push(link);
      else if (isPdf && target.isFile()) files.push(pathIn(link));
      else if (isPdf) skip(pathIn(link), 'is no file');
    } catch (error) {
      if (isPdf) skip(pathIn(link), `is a link that leads nowhere: ${codeOf(error)}`);
    }
  };

  await sort(entries);
  // Last, so that a folder keeps the name that it has here, and not that of a link to it.
  for (let link = linked.shift(); link !== undefined; link = linked.shift()) await lookInto(link);
  return { files: files.sort(), skipped };
}
