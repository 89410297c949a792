import { execFile, fork } from 'node:child_process';
import { mkdir, realpath, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { FileError, isWithin, readWithin } from '../../ingest/real-files.ts';
import { atEnd, temporaryFolder } from '../support/engine.ts';

const run = promisify(execFile);

/** @returns the real path of a new folder with a file "a/x" in it, and one of another folder with "secret" */
async function folders(): Promise<{ root: string; outside: string }> {
  const [root, outside] = [await realpath(await temporaryFolder()), await realpath(await temporaryFolder())];
  await mkdir(join(root, 'a'));
  await writeFile(join(root, 'a', 'x'), 'inside');
  await writeFile(join(outside, 'secret'), 'outside');
  return { root, outside };
}

async function read(path: string, root: string | null): Promise<string> {
  try {
    return (await readWithin(path, root, 1_000)).toString();
  } catch (error) {
    return error instanceof FileError ? error.fault : String(error);
  }
}

describe('a file', () => {
  it.each([
    ['a/x', 'inside'],
    ['a/../a/x', 'inside'],
    ['to-x', 'inside'],
    ['to-a/x', 'inside'],
    ['chain', 'inside'],
    ['out-and-back', 'inside'],
    ['to-secret', 'leads out'],
    ['to-outside/secret', 'leads out'],
    ['chain-out', 'leads out'],
    ['relative', 'leads out'],
    ['../', 'leads out'],
    ['/etc/passwd', 'leads out'],
    ['environment', 'leads out'],
    ['zeros', 'leads out'],
    ['dangling', 'leads nowhere'],
    ['loop', 'leads nowhere'],
    ['a', 'is no file'],
    ['pipe', 'is no file'],
    ['to-pipe', 'is no file'],
    ['socket', 'is no file'],
    ['long', 'is too large'],
  ])('at %s: %s', async (path, what) => {
    const { root, outside } = await folders();
    const link = (to: string, name: string) => symlink(to, join(root, name));
    await link('a/x', 'to-x');
    await link(join(root, 'a'), 'to-a');
    await link('to-x', 'chain');
    await link(join(root, '..', root.split('/').at(-1) ?? '', 'a', 'x'), 'out-and-back');
    await link(join(outside, 'secret'), 'to-secret');
    await link(outside, 'to-outside');
    await link('to-secret', 'chain-out');
    await link(`../${outside.split('/').at(-1)}/secret`, 'relative');
    await link('/proc/self/environ', 'environment');
    await link('/dev/zero', 'zeros');
    await link('nowhere', 'dangling');
    await link('loop', 'loop');
    await run('mkfifo', [join(root, 'pipe')]);
    await link('pipe', 'to-pipe');
    const server = createServer().listen(join(root, 'socket'));
    atEnd(() => server.close());
    await writeFile(join(root, 'long'), '');
    await truncate(join(root, 'long'), 2 ** 40);
    expect(await read(resolve(root, path), root)).toBe(what);
  });

  it('may be anywhere where no folder is given, but has to be a file', async () => {
    const { root, outside } = await folders();
    await symlink(join(outside, 'secret'), join(root, 'link'));
    await symlink('/dev/zero', join(root, 'zeros'));
    expect(await read(join(root, 'link'), null)).toBe('outside');
    expect(await read(join(root, 'zeros'), null)).toBe('is no file');
  });

  it('at a path that has no link in it is read there, and not where a link leads that came since', async () => {
    const { root, outside } = await folders();
    const path = join(root, 'a', 'x');
    expect(await read(path, path)).toBe('inside');
    await rename(join(root, 'a'), join(root, 'b'));
    await symlink(join(root, 'b'), join(root, 'a'));
    expect(await read(path, path)).toBe('leads out');
    await rm(join(root, 'a'));
    await symlink(outside, join(root, 'a'));
    await writeFile(join(outside, 'x'), 'outside');
    expect(await read(path, path)).toBe('leads out');
  });

  it('that is exchanged all the time is read as what it is within the folder, or not at all', async () => {
    const { root, outside } = await folders();
    await writeFile(join(outside, 'x'), 'outside');
    await symlink(outside, join(root, 'evil'));
    const script = `
      const { renameSync } = require('node:fs');
      process.send('ready');
      for (;;) for (const [from, to] of [['a', 'kept'], ['evil', 'a'], ['a', 'evil'], ['kept', 'a']]) renameSync(from, to);`;
    await writeFile(join(root, 'swap.cjs'), script);
    const child = fork(join(root, 'swap.cjs'), { cwd: root });
    atEnd(() => child.kill('SIGKILL'));
    await new Promise(resolve => child.once('message', resolve));
    const seen = new Set<string>();
    for (let tries = 0; tries < 3_000; tries += 1)
      seen.add((await read(join(root, 'a', 'x'), root)).slice(0, 20));
    child.kill('SIGKILL');
    expect(seen).not.toContain('outside');
    expect(seen).toContain('inside');
  });

  it('is within a folder by whole steps of its path', () => {
    expect(isWithin('/a/b', '/a')).toBe(true);
    expect(isWithin('/a', '/a')).toBe(true);
    expect(isWithin('/a', '/')).toBe(true);
    expect(isWithin('/ab', '/a')).toBe(false);
    expect(isWithin('/', '/a')).toBe(false);
  });
});
