import { existsSync, readFileSync, statSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { Engine } from '../../src/engine/engine.ts';
import { engineFiles, readRecord } from '../../src/engine/files.ts';
import { openEngine } from '../../src/engine/open.ts';
import { isHealthy } from '../../src/engine/server.ts';
import { EngineError, EngineUnavailableError } from '../../src/errors.ts';
import { holderOf, tryLock } from '../../src/lock/lock.ts';
import { processStart } from '../../src/lock/process-identity.ts';
import { embedded, memoryLog, temporaryFolder } from '../support/engine.ts';
import { startProgram } from '../support/program.ts';

const opened: Engine[] = [];
afterEach(async () => {
  for (const engine of opened.splice(0)) await engine.close();
});

async function open(dataDir: string, log = memoryLog()): Promise<Engine> {
  const engine = await openEngine(embedded(dataDir), log);
  opened.push(engine);
  return engine;
}

function enginePid(dataDir: string): number {
  const record = readRecord(engineFiles(dataDir));
  if (record === null) throw new Error('no engine is recorded');
  return record.pid;
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(20);
}

describe('the embedded engine', () => {
  it('listens on the loopback address only, with a key for its user alone', async () => {
    const dataDir = await temporaryFolder();
    const engine = await open(dataDir);
    const { url, key } = await engine.connection();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/u);
    expect(statSync(engineFiles(dataDir).key).mode & 0o777).toBe(0o600);
    expect((await fetch(`${url}/indexes`)).status).toBe(401);
    expect((await fetch(`${url}/indexes`, { headers: { authorization: `Bearer ${key}` } })).status).toBe(200);
  });

  it('keeps its key out of what every user can see: arguments, log and record', async () => {
    const dataDir = await temporaryFolder();
    const engine = await open(dataDir);
    const { key } = await engine.connection();
    const files = engineFiles(dataDir);
    const seen = [files.log, files.record, files.ownerLock, `/proc/${enginePid(dataDir)}/cmdline`]
      .filter(path => existsSync(path))
      .map(path => readFileSync(path, 'utf8'));
    expect(seen.join('\n')).not.toContain(key);
    expect(seen.join('\n')).toContain('--http-addr');
  });

  it('keeps everything under DATA_DIR', async () => {
    const before = await readdir('.');
    const dataDir = await temporaryFolder();
    await open(dataDir);
    expect(await readdir('.')).toEqual(before);
    expect(await readdir(dataDir)).toEqual(['engine']);
  });

  it('ends with its owner', async () => {
    const dataDir = await temporaryFolder();
    const engine = await openEngine(embedded(dataDir), memoryLog());
    const { url } = await engine.connection();
    const pid = enginePid(dataDir);
    await engine.close();
    expect(await isHealthy(url)).toBe(false);
    expect(processStart(pid)).toBeNull();
  });

  it('is not started again by whoever asks for it when it is closed', async () => {
    const dataDir = await temporaryFolder();
    const engine = await openEngine(embedded(dataDir), memoryLog());
    await engine.close();
    await expect(engine.connection()).rejects.toThrow('the search engine is closed');
    const lock = tryLock(engineFiles(dataDir).ownerLock);
    expect(lock).not.toBeNull();
    lock?.release();
  });

  it('names the file of a key that is none, and of a folder that cannot be used', async () => {
    const dataDir = await temporaryFolder();
    const files = engineFiles(dataDir);
    await mkdir(files.folder, { recursive: true });
    await writeFile(files.key, '');
    await expect(openEngine(embedded(dataDir), memoryLog())).rejects.toThrow(
      `${files.key} holds no key. Delete it`,
    );
    await rm(files.key);
    await mkdir(files.key);
    await expect(openEngine(embedded(dataDir), memoryLog())).rejects.toThrow(EngineError);
  });

  it('says in its error what Meilisearch said, where it cannot start', async () => {
    const dataDir = await temporaryFolder();
    const failing = openEngine({ ...embedded(dataDir), binary: '/bin/false' }, memoryLog());
    await expect(failing).rejects.toThrow(EngineError);
    await expect(openEngine({ ...embedded(dataDir), binary: '/bin/false' }, memoryLog())).rejects.toThrow(
      /exit status 1.*\(nothing\).*meilisearch\.log/su,
    );
    const lock = tryLock(engineFiles(dataDir).ownerLock);
    expect(lock).not.toBeNull();
    lock?.release();
  });
});

describe('one owner', () => {
  it('is named in the lock, and lends the engine to who comes later', async () => {
    const dataDir = await temporaryFolder();
    const owner = await open(dataDir);
    const borrower = await open(dataDir);
    expect(await borrower.connection()).toEqual(await owner.connection());
    expect(holderOf(engineFiles(dataDir).ownerLock)?.pid).toBe(process.pid);
    await borrower.close();
    expect(await isHealthy((await owner.connection()).url)).toBe(true);
  });

  it('is followed, when it leaves, by one who still needs the engine', async () => {
    const dataDir = await temporaryFolder();
    const owner = await open(dataDir);
    const borrower = await open(dataDir);
    const first = enginePid(dataDir);
    await owner.close();
    const { url } = await borrower.connection();
    expect(await isHealthy(url)).toBe(true);
    expect(enginePid(dataDir)).not.toBe(first);
    expect(processStart(first)).toBeNull();
  });

  it('is one, even where many come at once', async () => {
    const dataDir = await temporaryFolder();
    const engines = await Promise.all(Array.from({ length: 5 }, () => open(dataDir)));
    const urls = await Promise.all(engines.map(async engine => (await engine.connection()).url));
    expect(new Set(urls).size).toBe(1);
  });
});

describe('an engine that dies', () => {
  it('is started again; meanwhile the answer is that it is restarting', async () => {
    const dataDir = await temporaryFolder();
    const log = memoryLog();
    const engine = await open(dataDir, log);
    process.kill(enginePid(dataDir), 'SIGKILL');
    await until(async () => {
      try {
        await engine.connection();
        return false;
      } catch (error) {
        expect(error).toBeInstanceOf(EngineUnavailableError);
        expect(String(error)).toContain('the search engine is restarting');
        return true;
      }
    });
    await until(() =>
      engine.connection().then(
        () => true,
        () => false,
      ),
    );
    expect(await isHealthy((await engine.connection()).url)).toBe(true);
    expect(log.lines.join('\n')).toContain('signal SIGKILL');
  });
});

describe('an engine that is killed again and again while it starts', () => {
  it('is only restarting, which an ingest waits for; it is no fault that ends one', async () => {
    const dataDir = await temporaryFolder();
    const engine = await open(dataDir);
    let kills = 0;
    while (kills < 3) {
      const pid = enginePid(dataDir);
      if (processStart(pid) !== null) {
        process.kill(pid, 'SIGKILL');
        kills += 1;
      }
      await until(() => enginePid(dataDir) !== pid);
    }
    const told: unknown[] = [];
    await until(() =>
      engine.connection().then(
        () => true,
        (error: unknown) => {
          told.push(error);
          return false;
        },
      ),
    );
    expect(told.filter(error => !(error instanceof EngineUnavailableError))).toEqual([]);
    const { url, key } = await engine.connection();
    expect(await isHealthy(url)).toBe(true);
    expect(key).not.toBeNull();
  });
});

describe('a killed owner', () => {
  it('leaves an orphan, which the next one ends before it starts its own', async () => {
    const dataDir = await temporaryFolder();
    const bot = startProgram('src/main.ts', [], { DATA_DIR: dataDir });
    await bot.says('papers');
    const orphan = enginePid(dataDir);
    bot.child.kill('SIGKILL');
    await bot.ended;
    expect(processStart(orphan)).not.toBeNull();

    const log = memoryLog();
    const engine = await open(dataDir, log);
    expect(processStart(orphan)).toBeNull();
    expect(await isHealthy((await engine.connection()).url)).toBe(true);
    expect(log.lines.join('\n')).toContain(`pid ${orphan}`);
  });

  it('is followed by one who borrowed from it', async () => {
    const dataDir = await temporaryFolder();
    const bot = startProgram('src/main.ts', [], { DATA_DIR: dataDir });
    await bot.says('papers');
    const borrower = await open(dataDir);
    const orphan = enginePid(dataDir);
    bot.child.kill('SIGKILL');
    await bot.ended;
    await until(() => processStart(orphan) === null);
    expect(await isHealthy((await borrower.connection()).url)).toBe(true);
    expect(enginePid(dataDir)).not.toBe(orphan);
  });
});
