import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { engineFiles, readRecord } from '../../src/engine/files.ts';
import { openEngine } from '../../src/engine/open.ts';
import { claim } from '../../src/lock/claim.ts';
import { tryLock } from '../../src/lock/lock.ts';
import { processStart } from '../../src/lock/process-identity.ts';
import { toRecord } from '../../src/search/record.ts';
import { embedded, indexerOf, memoryLog, papersAsIs, temporaryFolder } from '../support/engine.ts';
import { bodies, paper } from '../support/papers.ts';
import { runProgram, startProgram } from '../support/program.ts';
import { smallIndex } from '../support/small-index.ts';

const copyOfIndex = await smallIndex();
const COMPACT = 'ingest/compact.ts';

/** Opens the index as anybody does who comes next, and ends what was left behind. */
async function papersIn(dataDir: string): Promise<number> {
  const engine = await openEngine(embedded(dataDir), memoryLog());
  try {
    return (await (await papersAsIs(engine, memoryLog())).counts()).papers;
  } finally {
    await engine.close();
  }
}

describe('npm run compact', () => {
  it('writes the index anew, with all papers, and leaves nothing beside it', async () => {
    const dataDir = await copyOfIndex();
    const files = engineFiles(dataDir);
    const before = readdirSync(join(files.database, 'indexes'));
    const { status, stdout } = await runProgram(COMPACT, [], { DATA_DIR: dataDir });
    expect(stdout).toMatch(/^The index took \d+ MB, and takes \d+ now\.\n$/u);
    expect(status).toBe(0);
    expect(existsSync(files.compaction.folder)).toBe(false);
    expect(readdirSync(join(files.database, 'indexes'))).toEqual(before);
    expect(processStart(readRecord(files)?.pid ?? 0)).toBeNull();
    expect(await papersIn(dataDir)).toBe(3);
  }, 120_000);

  it('gives back what the disk holds of papers that are gone, and says how much', async () => {
    const dataDir = await copyOfIndex();
    const engine = await openEngine(embedded(dataDir), memoryLog());
    const indexer = await indexerOf(engine);
    const words = Array.from({ length: 2_500 }, (_, word) => `w${(word * 7_919) % 30_011}`).join(' ');
    const many = Array.from({ length: 40 }, (_, index) =>
      paper({ id: `gone${index}`, pages: bodies(words) }),
    );
    await (await indexer.add(many.map(toRecord))).indexed;
    await indexer.remove(many.map(({ id }) => id));
    await engine.close();
    const { stdout } = await runProgram(COMPACT, [], { DATA_DIR: dataDir });
    const [, before, after] = /took (\d+) MB, and takes (\d+) now/u.exec(stdout) ?? [];
    expect(Number(after)).toBeLessThan(Number(before));
    const [kib = ''] = execFileSync('du', ['-sk', engineFiles(dataDir).database], { encoding: 'utf8' }).split(
      '\t',
    );
    expect(Math.abs(Number(after) - Number(kib) / 1_024)).toBeLessThan(1);
    expect(await papersIn(dataDir)).toBe(3);
  }, 120_000);

  it('says where there is no index, where the bot runs, and where a server is used', async () => {
    const dataDir = await temporaryFolder();
    expect((await runProgram(COMPACT, [], { DATA_DIR: dataDir })).stdout).toBe(
      'There is no index here yet.\n',
    );
    const server = await runProgram(COMPACT, [], { DATA_DIR: dataDir, MEILI_URL: 'http://127.0.0.1:9' });
    expect(server.stderr).toMatch(/^MEILI_URL names a server/u);
    const bot = claim(dataDir, 'bot');
    expect((await runProgram(COMPACT, [], { DATA_DIR: dataDir })).stderr).toMatch(/already runs the bot/u);
    bot.release();
    const full = await copyOfIndex();
    const owner = tryLock(engineFiles(full).ownerLock);
    expect((await runProgram(COMPACT, [], { DATA_DIR: full })).stderr).toMatch(
      /^Another process of this program uses the search engine\. End it/u,
    );
    owner?.release();
  }, 120_000);
});

describe('a compaction that is killed', () => {
  it.each(['taking a snapshot', 'importing it', 'putting it in its place'])(
    'while %s loses nothing, and is done again',
    async step => {
      const dataDir = await copyOfIndex();
      const compacting = startProgram(COMPACT, [], { DATA_DIR: dataDir });
      await compacting.says(step);
      compacting.child.kill('SIGKILL');
      await compacting.ended;
      expect(await papersIn(dataDir)).toBe(3);
      expect(existsSync(engineFiles(dataDir).compaction.folder)).toBe(false);
      expect((await runProgram(COMPACT, [], { DATA_DIR: dataDir })).status).toBe(0);
      expect(await papersIn(dataDir)).toBe(3);
    },
    120_000,
  );

  it('between the two moves has the old index again', async () => {
    const dataDir = await copyOfIndex();
    const { database, compaction } = engineFiles(dataDir);
    mkdirSync(compaction.folder);
    await cp(database, compaction.fresh, { recursive: true });
    renameSync(database, compaction.old);
    expect(await papersIn(dataDir)).toBe(3);
    expect(existsSync(compaction.folder)).toBe(false);
  });

  it('after both has the new one, and the old one is deleted', async () => {
    const dataDir = await copyOfIndex();
    const { database, compaction } = engineFiles(dataDir);
    mkdirSync(compaction.folder);
    await cp(database, compaction.old, { recursive: true });
    expect(await papersIn(dataDir)).toBe(3);
    expect(existsSync(compaction.folder)).toBe(false);
  });
});
