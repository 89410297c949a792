import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cloneShallow, isGitUrl } from '../../../ingest/sources/clone.ts';
import { temporaryFolder } from '../../support/engine.ts';

function git(folder: string, ...args: readonly string[]): void {
  const who = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org'];
  execFileSync('git', ['-C', folder, ...who, ...args], { stdio: 'ignore' });
}

async function commit(folder: string, text: string): Promise<void> {
  await writeFile(join(folder, 'notes.json'), text);
  git(folder, 'add', '.');
  git(folder, 'commit', '-m', text);
}

describe('a clone', () => {
  it('brings the newest state, without history, and is brought up to date', async () => {
    const origin = await temporaryFolder();
    git(origin, 'init');
    await commit(origin, 'first');
    await commit(origin, 'second');
    const parent = await temporaryFolder();
    const folder = await cloneShallow(`file://${origin}`, parent);
    expect(await readFile(join(folder, 'notes.json'), 'utf8')).toBe('second');
    expect(
      execFileSync('git', ['-C', folder, 'rev-list', '--count', 'HEAD'], { encoding: 'utf8' }).trim(),
    ).toBe('1');
    await commit(origin, 'third');
    expect(await cloneShallow(`file://${origin}`, parent)).toBe(folder);
    expect(await readFile(join(folder, 'notes.json'), 'utf8')).toBe('third');
  });

  it('says which address git could not get', async () => {
    const parent = await temporaryFolder();
    await expect(cloneShallow('file:///nowhere/at/all', parent)).rejects.toThrow(
      /git cannot get file:\/\/\/nowhere/u,
    );
  });

  it('is made of addresses, not of folders', () => {
    expect(isGitUrl('https://github.com/Smerity/search_iclr_2019')).toBe(true);
    expect(isGitUrl('git@github.com:Smerity/search_iclr_2019.git')).toBe(true);
    expect(isGitUrl('./search_iclr_2019')).toBe(false);
    expect(isGitUrl('C:\\archive')).toBe(false);
  });
});
