import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from './engine.ts';

/** Runs git as somebody who works in a folder. */
export function git(folder: string, ...args: readonly string[]): string {
  const who = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org'];
  return execFileSync('git', ['-C', folder, ...who, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

export async function commit(folder: string, text: string): Promise<void> {
  await writeFile(join(folder, 'notes.json'), text);
  git(folder, 'add', '.');
  git(folder, 'commit', '--quiet', '-m', text);
}

export interface Origin {
  readonly folder: string;
  readonly url: string;
}

/** @returns a repository "archive" whose notes.json says "first" */
export async function originOf(name = 'archive'): Promise<Origin> {
  const folder = join(await temporaryFolder(), name);
  await mkdir(folder);
  git(folder, 'init', '--quiet');
  await commit(folder, 'first');
  return { folder, url: `file://${folder}` };
}

/** What an operator has: a checkout with work that is committed nowhere, and DATA_DIR in it. */
export interface Checkout {
  readonly folder: string;
  /** DATA_DIR/archives, which is there. */
  readonly archives: string;
  /** @returns everything in it but DATA_DIR, and what its git says of it */
  state(): Promise<Readonly<Record<string, string>>>;
}

/** @param origin what it may call its own, where it is a clone */
export async function operatorsCheckout(origin: string | null = null): Promise<Checkout> {
  const folder = await temporaryFolder();
  git(folder, 'init', '--quiet');
  if (origin !== null) git(folder, 'remote', 'add', 'origin', origin);
  await mkdir(join(folder, 'src'));
  await writeFile(join(folder, '.gitignore'), 'data/\n');
  await writeFile(join(folder, 'src', 'main.ts'), 'committed\n');
  git(folder, 'add', '.');
  git(folder, 'commit', '--quiet', '-m', 'mine');
  await writeFile(join(folder, 'src', 'main.ts'), 'work of a week\n');
  await writeFile(join(folder, 'src', 'staged.ts'), 'staged\n');
  git(folder, 'add', 'src/staged.ts');
  await writeFile(join(folder, 'src', 'untracked.ts'), 'untracked\n');
  const archives = join(folder, 'data', 'archives');
  await mkdir(archives, { recursive: true });
  return { folder, archives, state: () => stateOf(folder) };
}

async function stateOf(folder: string): Promise<Record<string, string>> {
  const state: Record<string, string> = {
    status: git(folder, 'status', '--porcelain', '--untracked-files=all'),
    refs: git(folder, 'for-each-ref'),
    head: git(folder, 'rev-parse', 'HEAD'),
    config: git(folder, 'config', '--local', '--list'),
  };
  return { ...state, ...(await filesOf(folder)) };
}

/** @returns the text of every file in a folder, by path, but what is of git and of DATA_DIR; links are told as such */
export async function filesOf(folder: string, under = ''): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const entry of await readdir(join(folder, under), { withFileTypes: true })) {
    const path = join(under, entry.name);
    if (path === '.git' || path === 'data') continue;
    if (entry.isDirectory()) Object.assign(files, await filesOf(folder, path));
    else files[path] = entry.isFile() ? await readFile(join(folder, path), 'utf8') : 'no file';
  }
  return files;
}

/** A clone as the version before this one made it. */
export function formerClone(url: string, folder: string): void {
  execFileSync('git', ['clone', '--quiet', '--depth', '1', '--', url, folder]);
}

/** @returns the notes.json of a clone */
export function notesOf(folder: string): Promise<string> {
  return readFile(join(folder, 'notes.json'), 'utf8');
}
