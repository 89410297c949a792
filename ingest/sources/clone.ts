import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { messageOf, SourceError } from '../../src/errors.ts';

const run = promisify(execFile);

/** @returns whether the text is something that git clones, and not a folder */
export function isGitUrl(text: string): boolean {
  return /^(?:https?|ssh|git|file):\/\//iu.test(text) || /^[\w.-]+@[\w.-]+:/u.test(text);
}

/**
 * Clones a repository without its history, or brings an earlier clone up to date.
 * @param parent the folder that clones stand in
 * @returns the folder of the clone
 * @throws SourceError where git is missing or cannot get the repository
 */
export async function cloneShallow(url: string, parent: string): Promise<string> {
  const folder = join(
    parent,
    basename(url)
      .replace(/\.git$/u, '')
      .replaceAll(/[^\w.-]/gu, '-'),
  );
  try {
    if (existsSync(folder)) {
      await run('git', ['-C', folder, 'fetch', '--quiet', '--depth', '1', url, 'HEAD']);
      await run('git', ['-C', folder, 'reset', '--quiet', '--hard', 'FETCH_HEAD']);
      return folder;
    }
    await mkdir(parent, { recursive: true });
    // A clone that was ended half-way must not look like one that is whole.
    const fresh = `${folder}.${process.pid}.part`;
    try {
      await run('git', ['clone', '--quiet', '--depth', '1', '--', url, fresh]);
      await rename(fresh, folder);
    } finally {
      await rm(fresh, { recursive: true, force: true });
    }
    return folder;
  } catch (error) {
    throw new SourceError(`git cannot get ${url}: ${messageOf(error)}`, { cause: error });
  }
}
