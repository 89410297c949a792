import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { inheritedEnvironment } from '../../src/config.ts';
import { messageOf, SourceError } from '../../src/errors.ts';
import type { Lock } from '../../src/lock/lock.ts';
import { PROTOCOLS, shownUrl } from './address.ts';

/** What git may know of our environment: how to run, and how its user reaches hosts. Nothing that names a repository. */
const INHERITED = [
  'PATH',
  'HOME',
  'USER',
  'LOGNAME',
  'TMPDIR',
  'XDG_CONFIG_HOME',
  'SSH_AUTH_SOCK',
  'GIT_SSH',
  'GIT_SSH_COMMAND',
  'GIT_SSL_CAINFO',
  'GIT_SSL_CAPATH',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'http_proxy',
  'https_proxy',
  'HTTPS_PROXY',
  'all_proxy',
  'ALL_PROXY',
  'no_proxy',
  'NO_PROXY',
];

/** Whatever an archive, or the user's own settings, say of these. */
const SETTINGS = {
  'core.hooksPath': '/dev/null',
  'core.fsmonitor': 'false',
  // All files of DATA_DIR are 0600, which is no change of theirs.
  'core.fileMode': 'false',
  'submodule.recurse': 'false',
  // Nothing works on a clone when its ingest has ended.
  'gc.autoDetach': 'false',
};

export interface GitOptions {
  /** Where git runs: it looks for no repository above. */
  readonly folder: string;
  /** Held by git, too: a git that outlives its ingest is not worked against. */
  readonly lock: Lock;
  readonly signal: AbortSignal;
}

/** Git ended and did not do what it was asked. */
export class GitError extends Error {
  override readonly name = 'GitError';
}

/**
 * Runs git so that it asks nobody anything, runs nothing that a repository brings, and uses no protocol but https, ssh
 * and file.
 * @param args with "--" before whatever a user typed
 * @returns what it printed
 * @throws GitError with git's reason, in which no address holds a login; SourceError where there is no git; the signal's reason once it is
 * aborted
 */
export async function runGit(args: readonly string[], { folder, lock, signal }: GitOptions): Promise<string> {
  signal.throwIfAborted();
  const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn('git', [...settings, ...args], {
    cwd: folder,
    env: {
      ...inheritedEnvironment(INHERITED),
      GIT_CEILING_DIRECTORIES: folder,
      GIT_ALLOW_PROTOCOL: PROTOCOLS.join(':'),
      GIT_TERMINAL_PROMPT: '0',
      GIT_ASKPASS: '',
      SSH_ASKPASS_REQUIRE: 'never',
      // An archive with large files elsewhere would have them fetched from wherever it says.
      GIT_LFS_SKIP_SMUDGE: '1',
      LC_ALL: 'C',
    },
    // Without a terminal ssh cannot ask for a password, and Ctrl-C reaches us alone, who then end it.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', lock.fd],
  });
  const end = (): void => {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
  };
  signal.addEventListener('abort', end, { once: true });
  try {
    const [[status], printed, said] = await Promise.all([
      once(child, 'close'),
      child.stdout === null ? '' : text(child.stdout),
      child.stderr === null ? '' : text(child.stderr),
    ]);
    signal.throwIfAborted();
    if (status === 0) return printed;
    throw new GitError(shownUrl(said.trim()) || `git ended with exit status ${status}`);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      throw new SourceError('git is not installed, or is not on PATH: archives at an address need it.', {
        cause: error,
      });
    if (error instanceof GitError || signal.aborted) throw error;
    throw new GitError(messageOf(error), { cause: error });
  } finally {
    signal.removeEventListener('abort', end);
  }
}
