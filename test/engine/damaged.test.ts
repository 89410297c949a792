import { readdirSync } from 'node:fs';
import { open, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type EngineFiles, engineFiles, readRecord } from '../../src/engine/files.ts';
import { openEngine } from '../../src/engine/open.ts';
import { EngineError } from '../../src/errors.ts';
import { tryLock } from '../../src/lock/lock.ts';
import { processStart } from '../../src/lock/process-identity.ts';
import { embedded, indexerOf, memoryLog, papersAsIs } from '../support/engine.ts';
import { runProgram } from '../support/program.ts';
import { smallIndex } from '../support/small-index.ts';

const copyOfIndex = await smallIndex();

/** Writes over a file from there on, as a disk does that has lost what it held. */
async function scribble(path: string, from: number, length: number): Promise<void> {
  const file = await open(path, 'r+');
  await file.write(Buffer.alloc(length, 0xa5), 0, length, from);
  await file.close();
}

function dataOf(files: EngineFiles): string {
  const folder = join(files.database, 'indexes');
  const [index] = readdirSync(folder);
  if (index === undefined) throw new Error('there is no index');
  return join(folder, index, 'data.mdb');
}

type Harm = (files: EngineFiles) => Promise<unknown>;

const DAMAGES: readonly (readonly [string, Harm])[] = [
  ['its list of tasks is no database', f => scribble(join(f.database, 'tasks', 'data.mdb'), 0, 65_536)],
  ['its list of tasks is cut short', f => truncate(join(f.database, 'tasks', 'data.mdb'), 8_192)],
  ['its list of tasks is empty', f => truncate(join(f.database, 'tasks', 'data.mdb'), 0)],
  ['its list of tasks is gone', f => rm(join(f.database, 'tasks'), { recursive: true })],
  ['its keys are no database', f => scribble(join(f.database, 'auth', 'data.mdb'), 0, 57_344)],
  ['an index is no database', f => scribble(dataOf(f), 0, 65_536)],
  ['an index is cut short', f => truncate(dataOf(f), 16_384)],
  ['an index is spoilt in the middle', f => scribble(dataOf(f), 8_192, 4_000_000)],
  ['its indexes are gone', f => rm(join(f.database, 'indexes'), { recursive: true })],
  ['its version is empty', f => writeFile(join(f.database, 'VERSION'), '')],
  ['its version is no version', f => writeFile(join(f.database, 'VERSION'), 'a.b.c')],
  ['its version is gone', f => rm(join(f.database, 'VERSION'))],
];

/** @returns what somebody is told who opens the engine, searches and adds; no engine runs afterwards */
async function toldBy(dataDir: string, use: 'search' | 'ingest'): Promise<unknown> {
  const log = memoryLog();
  try {
    const engine = await openEngine(embedded(dataDir), log);
    try {
      if (use === 'search') await (await papersAsIs(engine, log)).pick(0);
      else await (await indexerOf(engine)).prepare();
      return null;
    } finally {
      await engine.close();
    }
  } catch (error) {
    return error;
  } finally {
    expect(processStart(readRecord(engineFiles(dataDir))?.pid ?? 0)).toBeNull();
    const lock = tryLock(engineFiles(dataDir).ownerLock);
    expect(lock).not.toBeNull();
    lock?.release();
  }
}

describe.each(DAMAGES)('a database of which %s', (_, damage) => {
  it.each(['search', 'ingest'] as const)(
    'is told in one sentence that says what to delete, at a %s',
    async use => {
      const dataDir = await copyOfIndex();
      const files = engineFiles(dataDir);
      await damage(files);
      const told = await toldBy(dataDir, use);
      expect(told).toBeInstanceOf(EngineError);
      expect(String(told)).toMatch(/database is damaged \(.+\)\. Delete .+npm run ingest/u);
      expect(String(told)).toContain(`Delete ${files.database},`);
      expect(String(told)).not.toMatch(/\n|\[\d+m|backtrace|^\s+at /u);

      await rm(files.database, { recursive: true });
      expect(await toldBy(dataDir, 'ingest')).toBeNull();
    },
  );
});

describe('a database of another Meilisearch', () => {
  it.each(['1.12.0', '1.30.0'])('is left alone, and told with both versions: %s', async version => {
    const dataDir = await copyOfIndex();
    const { database } = engineFiles(dataDir);
    await writeFile(join(database, 'VERSION'), version);
    const told = String(await toldBy(dataDir, 'search'));
    expect(told).toContain(`${database} is of Meilisearch ${version}, and the program is 1.`);
    expect(told).toContain(`Set MEILI_BIN to a Meilisearch ${version}, or delete that folder`);
    expect(told).not.toContain('\n');
    await writeFile(join(database, 'VERSION'), '1.21.0');
    expect(await toldBy(dataDir, 'search')).toBeNull();
  });
});

describe('a database that is no folder', () => {
  it('is named', async () => {
    const dataDir = await copyOfIndex();
    const { database } = engineFiles(dataDir);
    await rm(database, { recursive: true });
    await writeFile(database, 'x');
    expect(String(await toldBy(dataDir, 'search'))).toContain(`${database} is a file`);
  });
});

describe('a first start that was killed', () => {
  it('is as good as none: what it left is made again', async () => {
    const dataDir = await copyOfIndex();
    const { database } = engineFiles(dataDir);
    await rm(join(database, 'VERSION'));
    await rm(join(database, 'indexes'), { recursive: true });
    expect(await toldBy(dataDir, 'ingest')).toBeNull();
  });
});

describe('npm run compact on a damaged database', () => {
  it('says so, and leaves it as it is', async () => {
    const dataDir = await copyOfIndex();
    await truncate(dataOf(engineFiles(dataDir)), 16_384);
    const { status, stdout, stderr } = await runProgram('ingest/compact.ts', [], { DATA_DIR: dataDir });
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/\nThe search engine's database is damaged .*\n$/u);
    expect(readdirSync(engineFiles(dataDir).database)).toContain('VERSION');
  }, 120_000);
});

describe('npm start on a damaged database', () => {
  it('says so on one line, with exit status 1', async () => {
    const dataDir = await copyOfIndex();
    await truncate(dataOf(engineFiles(dataDir)), 16_384);
    const { status, stderr } = await runProgram(
      'src/main.ts',
      [],
      { DATA_DIR: dataDir, LOG_LEVEL: 'silent' },
      'networks\n',
    );
    expect(status).toBe(1);
    expect(stderr).toMatch(/^The search engine's database is damaged .*\n$/u);
  }, 120_000);
});
