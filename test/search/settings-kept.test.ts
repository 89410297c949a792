import { describe, expect, it } from 'vitest';
import type { Engine } from '../../src/engine/engine.ts';
import { openEngine } from '../../src/engine/open.ts';
import { createClient } from '../../src/search/client.ts';
import { INDEX } from '../../src/search/settings.ts';
import { hasOurSettings, keepSettings } from '../../src/search/settings-kept.ts';
import { embedded, indexerOf, memoryLog, papersAsIs, startEngine } from '../support/engine.ts';
import { startProgram } from '../support/program.ts';
import { smallIndex } from '../support/small-index.ts';

const NEVER = new AbortController().signal;

async function clientOf(engine: Engine) {
  return createClient(await engine.connection(), 10_000);
}

/** Makes an index with settings as an older version of this program left them. */
async function makeOld(engine: Engine): Promise<void> {
  const client = await clientOf(engine);
  await client
    .index(INDEX)
    .updateSettings({ filterableAttributes: ['tags'], searchableAttributes: ['title'] })
    .waitTask();
}

async function isUpToDate(engine: Engine): Promise<boolean> {
  return hasOurSettings(await (await clientOf(engine)).index(INDEX).getSettings());
}

describe('the settings of an index', () => {
  it('of another version are brought up to date, with a line in the log before and after', async () => {
    const engine = await startEngine();
    await (await indexerOf(engine)).prepare();
    await makeOld(engine);
    expect(await isUpToDate(engine)).toBe(false);
    const log = memoryLog();
    await keepSettings(engine, log, NEVER);
    expect(await isUpToDate(engine)).toBe(true);
    expect(log.lines).toEqual([
      expect.stringMatching(/settings of another version.*searches go on meanwhile/u),
      "the index's settings are up to date",
    ]);
  });

  it('of this version, and of no index, are left alone without a word', async () => {
    const engine = await startEngine();
    const log = memoryLog();
    await keepSettings(engine, log, NEVER);
    await (await indexerOf(engine)).prepare();
    await keepSettings(engine, log, NEVER);
    expect(log.lines).toEqual([]);
  });

  it('that the key may not read or change are told once, with what to do', async () => {
    const engine = await startEngine();
    await (await indexerOf(engine)).prepare();
    await makeOld(engine);
    const client = await clientOf(engine);
    const { url } = await engine.connection();
    for (const [actions, what] of [
      [['search'], 'MEILI_KEY may not read the settings'],
      [['search', 'settings.get'], 'MEILI_KEY may not change them'],
    ] as const) {
      const { key } = await client.createKey({ actions: [...actions], indexes: ['*'], expiresAt: null });
      const log = memoryLog();
      await keepSettings(await openEngine({ kind: 'server', url, key }, log), log, NEVER);
      expect(log.lines).toHaveLength(1);
      expect(log.lines[0]).toContain(what);
      expect(log.lines[0]).toContain('npm run ingest');
    }
  });

  it('that a search needs are told as such while they are missing', async () => {
    const engine = await startEngine();
    await (await indexerOf(engine)).prepare();
    await makeOld(engine);
    await expect((await papersAsIs(engine, memoryLog())).counts()).rejects.toThrow(
      'the index of papers is being brought up to date',
    );
  });
});

describe('npm start', () => {
  it('brings an old index up to date by itself, and answers', async () => {
    const dataDir = await (await smallIndex())();
    const before = await openEngine(embedded(dataDir), memoryLog());
    await makeOld(before);
    await before.close();

    const bot = startProgram('src/main.ts', [], { DATA_DIR: dataDir, LOG_LEVEL: 'info' });
    await bot.says("the index's settings are up to date");
    await bot.says('3 papers');
    bot.child.stdin?.end('networks\n');
    const { status, stdout } = await bot.ended;
    expect(status).toBe(0);
    expect(stdout).toContain('3 papers match');
  }, 120_000);
});
