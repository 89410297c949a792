import type { Stats } from 'node:fs';
import { lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../../src/errors.ts';
import { type GitOptions, runGit } from './git.ts';

/** What stands where a clone would. */
export type Found =
  | { readonly kind: 'nothing' }
  /** As this program makes them. */
  | { readonly kind: 'clone'; readonly origin: string }
  | { readonly kind: 'other'; readonly reason: string };

/** What leads out of a repository to another one; no clone of this program has it. */
const LEADS_OUT = ['commondir', 'worktrees', 'modules', join('objects', 'info', 'alternates')];

/**
 * The settings that `git clone` writes. Others may name a program to run or another folder to work in.
 */
const SETTING =
  /^(?:core\.(?:repositoryformatversion|filemode|bare|logallrefupdates|ignorecase|precomposeunicode|symlinks)|extensions\.(?:objectformat|refstorage)|remote\.[^\n]+\.(?:url|fetch|tagopt)|branch\.[^\n]+\.(?:remote|merge|rebase))$/u;

/**
 * Looks at a folder, without git entering it, until it is known to be a clone that leads nowhere else.
 * @param options of the git that reads its settings
 */
export async function inspect(folder: string, options: GitOptions): Promise<Found> {
  const there = await statsOf(folder);
  if (there === null) return { kind: 'nothing' };
  if (!there.isDirectory()) return other(there.isSymbolicLink() ? 'it is a link' : 'it is no folder');
  const inner = join(folder, '.git');
  const repository = await statsOf(inner);
  if (repository === null) return other('it has no .git folder');
  if (!repository.isDirectory()) return other('its .git is no folder, and leads elsewhere');
  for (const name of LEADS_OUT) {
    if ((await statsOf(join(inner, name))) !== null) return other(`its .git has ${name}`);
  }
  for (const entry of await readdir(inner, { withFileTypes: true, recursive: true })) {
    if (!entry.isDirectory() && !entry.isFile())
      return other(`in its .git, ${entry.name} is a link or no file`);
  }
  return readSettings(inner, options);
}

async function readSettings(inner: string, options: GitOptions): Promise<Found> {
  const file = join(inner, 'config');
  let listed: string;
  try {
    listed = await runGit(['config', '--file', file, '--no-includes', '--null', '--list'], options);
    await runGit(['--git-dir', inner, 'rev-parse', '--quiet', '--verify', 'HEAD^{tree}'], options);
  } catch (error) {
    options.signal.throwIfAborted();
    return other(`its .git is damaged: ${messageOf(error)}`);
  }
  const settings = listed
    .split('\0')
    .filter(one => one !== '')
    .map(one => {
      const [name = '', ...value] = one.split('\n');
      return { name, value: value.join('\n') };
    });
  const foreign = settings.find(
    ({ name, value }) => !SETTING.test(name) || (name === 'core.bare' && value !== 'false'),
  );
  if (foreign !== undefined) return other(`its .git/config sets ${foreign.name}`);
  const origins = settings.filter(({ name }) => /^remote\..*\.url$/u.test(name));
  const [origin] = origins;
  if (origin === undefined || origins.length > 1) return other('its .git/config does not name one origin');
  return { kind: 'clone', origin: origin.value };
}

/**
 * Takes away what a git that was killed left in a repository, so that the next one can work there. Nobody may be working there now.
 */
export async function removeRemains(folder: string): Promise<void> {
  const objects = join(folder, '.git', 'objects', '/');
  for (const entry of await readdir(join(folder, '.git'), { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    // No branch is called "x.lock", but one may be called "tmp_x".
    const isRemains =
      entry.name.endsWith('.lock') || (entry.name.startsWith('tmp_') && path.startsWith(objects));
    if (entry.isFile() && isRemains) await rm(path, { force: true });
  }
}

function other(reason: string): Found {
  return { kind: 'other', reason };
}

async function statsOf(path: string): Promise<Stats | null> {
  try {
    return await lstat(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
