import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { TakenError } from '../../src/errors.ts';
import { claim, tryClaim } from '../../src/lock/claim.ts';
import { holderOf, tryLock } from '../../src/lock/lock.ts';
import { processStart } from '../../src/lock/process-identity.ts';
import { temporaryFolder } from '../support/engine.ts';

/** @returns a process that holds the lock until it is killed */
async function holderProcess(path: string) {
  const child = spawn(
    process.execPath,
    [
      '--import',
      'tsx',
      '-e',
      `import('./src/lock/lock.ts').then(({ tryLock }) => { console.log(tryLock(${JSON.stringify(path)}) !== null); setInterval(() => {}, 1000); })`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [said] = await once(child.stdout, 'data');
  expect(String(said).trim()).toBe('true');
  return child;
}

describe('a lock', () => {
  it('has one holder, who is named in the file', async () => {
    const path = join(await temporaryFolder(), 'a.lock');
    const lock = tryLock(path);
    expect(lock).not.toBeNull();
    expect(holderOf(path)).toMatchObject({ pid: process.pid, start: processStart(process.pid) });
    expect(tryLock(path)).toBeNull();
    expect(holderOf(path)?.pid).toBe(process.pid);
    lock?.release();
    const again = tryLock(path);
    expect(again).not.toBeNull();
    again?.release();
  });

  it('ends with its process, however that ends', async () => {
    const path = join(await temporaryFolder(), 'a.lock');
    const child = await holderProcess(path);
    expect(tryLock(path)).toBeNull();
    expect(holderOf(path)?.pid).toBe(child.pid);
    child.kill('SIGKILL');
    await once(child, 'close');
    const lock = tryLock(path);
    expect(lock).not.toBeNull();
    lock?.release();
  });

  it('is held by a child that inherits it, after its parent let it go', async () => {
    const path = join(await temporaryFolder(), 'a.lock');
    const lock = tryLock(path);
    if (lock === null) throw new Error('not locked');
    const child = spawn('sleep', ['60'], { stdio: ['ignore', 'ignore', 'ignore', lock.fd] });
    lock.release();
    expect(tryLock(path)).toBeNull();
    child.kill('SIGKILL');
    await once(child, 'close');
    const again = tryLock(path);
    expect(again).not.toBeNull();
    again?.release();
  });
});

describe('a claim', () => {
  it('says who has the role, and where', async () => {
    const folder = await temporaryFolder();
    const lock = claim(folder, 'bot');
    expect(() => claim(folder, 'bot')).toThrow(TakenError);
    expect(() => claim(folder, 'bot')).toThrow(
      new RegExp(`Process ${process.pid}, .*runs the bot on DATA_DIR=${folder}`, 'u'),
    );
    const other = tryClaim(folder, 'ingest');
    expect(other).not.toBeNull();
    other?.release();
    lock.release();
  });
});

describe('the start of a process', () => {
  it('is the same for as long as it runs, and null for one that does not', () => {
    expect(processStart(process.pid)).toBe(processStart(process.pid));
    expect(processStart(process.pid)).not.toBe(processStart(process.ppid));
    expect(processStart(2 ** 30)).toBeNull();
  });

  it('is written down readably', async () => {
    const path = join(await temporaryFolder(), 'a.lock');
    const lock = tryLock(path);
    expect(JSON.parse(readFileSync(path, 'utf8')).startedAt).toMatch(/^\d{4}-\d\d-\d\dT/u);
    lock?.release();
  });
});
