import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { engineFiles, readRecord } from '../src/engine/files.ts';
import { openEngine } from '../src/engine/open.ts';
import { processStart } from '../src/lock/process-identity.ts';
import { embedded, memoryLog, temporaryFolder } from './support/engine.ts';
import { runProgram, startProgram } from './support/program.ts';
import { writeArchive } from './support/sample-archive.ts';
import { startSlowEngine } from './support/slow-engine.ts';

const MAIN = 'src/main.ts';

describe('npm start', () => {
  it('answers every line of a pipe from the catalogue, plainly, and ends the engine', async () => {
    const dataDir = await temporaryFolder();
    const input = '/iclr relu networks\n\n/iclr\nfoo:bar\n';
    const { status, stdout, stderr } = await runProgram(MAIN, [], { DATA_DIR: dataDir }, input);
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /^"relu networks": \d+ papers say exactly this, \d+ have all the words · page 1 of \d+\n/u,
    );
    expect(stdout).toMatch(/\(https:\/\/openreview\.net\/forum\?id=\w+\)/u);
    expect(stdout).toContain('next: /iclr relu networks page:2\n');
    expect(stdout).toContain('Search inside 1,589 papers');
    expect(stdout.trimEnd().endsWith('"foo:bar"')).toBe(true);
    expect(stdout).not.toContain('\u001b');
    expect(stderr).toContain('1,589 papers, none with full text yet');
    expect(stderr).toContain('npm run ingest -- archive https://github.com/Smerity/search_iclr_2019');
    expect(processStart(readRecord(engineFiles(dataDir))?.pid ?? 0)).toBeNull();
  });

  it('loads the catalogue into an empty index only', async () => {
    const dataDir = await temporaryFolder();
    const archive = await temporaryFolder();
    await writeArchive(archive);
    await runProgram('ingest/cli.ts', ['archive', archive], { DATA_DIR: dataDir });
    const { stderr } = await runProgram(MAIN, [], { DATA_DIR: dataDir });
    expect(stderr).toContain('6 papers, 5 with full text.');
  });

  it('says who runs the bot on the same DATA_DIR, and leaves', async () => {
    const dataDir = await temporaryFolder();
    const first = startProgram(MAIN, [], { DATA_DIR: dataDir });
    await first.says('papers');
    const second = await runProgram(MAIN, [], { DATA_DIR: dataDir });
    expect(second.status).toBe(1);
    expect(second.stderr).toMatch(
      new RegExp(`Process ${first.child.pid}, started .* already runs the bot on DATA_DIR=${dataDir}`, 'u'),
    );
    first.child.stdin?.end('/iclr gan\n');
    const { status, stdout } = await first.ended;
    expect(status).toBe(0);
    expect(stdout).toContain('papers match');
  });

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'finishes the answer in hand at %s, and takes no further line',
    async signal => {
      const engine = await startSlowEngine();
      const bot = startProgram(MAIN, [], { DATA_DIR: await temporaryFolder(), MEILI_URL: engine.url });
      await bot.says('5 papers');
      engine.hold();
      const asked = engine.asked();
      bot.child.stdin?.write('/iclr quokka\n/iclr wombat\n');
      await asked;
      bot.child.kill(signal);
      await bot.waits();
      engine.release();
      const { status, stdout } = await bot.ended;
      expect(status).toBe(0);
      expect(stdout).toMatch(/^No paper matches quokka\..*\n$/u);
    },
  );

  it('ends quietly where its reader has read enough', async () => {
    const dataDir = await temporaryFolder();
    const bot = startProgram(MAIN, [], { DATA_DIR: dataDir }, '/iclr relu\n'.repeat(50));
    bot.child.stdout?.destroy();
    const { stderr } = await bot.ended;
    expect(stderr).not.toMatch(/EPIPE|Error/u);
  });

  it('names the variable that cannot be used, with exit status 1', async () => {
    const { status, stderr } = await runProgram(MAIN, [], { LOG_LEVEL: 'loud' });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^LOG_LEVEL is none of fatal/u);
  });

  it('says which address does not answer, where MEILI_URL names none', async () => {
    const { status, stderr } = await runProgram(MAIN, [], {
      DATA_DIR: await temporaryFolder(),
      MEILI_URL: 'http://127.0.0.1:9',
    });
    expect(status).toBe(1);
    expect(stderr).toBe(
      'the search engine cannot be reached: no Meilisearch answers at MEILI_URL=http://127.0.0.1:9\n',
    );
  });

  it('says where DATA_DIR cannot be written', async () => {
    const { status, stderr } = await runProgram(MAIN, [], { DATA_DIR: '/dev/null/data' });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^DATA_DIR=\/dev\/null\/data cannot be written/u);
  });
});

describe('a DATA_DIR that cannot be used', () => {
  it('is told where it is a file', async () => {
    const DATA_DIR = join(await temporaryFolder(), 'data');
    await writeFile(DATA_DIR, 'x');
    const { status, stderr } = await runProgram(MAIN, [], { DATA_DIR });
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /^DATA_DIR=\S+ cannot be written: there is a file where a folder must be[^\n]*\n$/u,
    );
  });

  it('is told by its state, before an engine is started', async () => {
    const DATA_DIR = await temporaryFolder();
    await writeFile(join(DATA_DIR, 'state.sqlite'), 'no database at all. '.repeat(100));
    const { status, stderr } = await runProgram(MAIN, [], { DATA_DIR });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^\S+state\.sqlite is damaged \([^\n]*\n$/u);
    expect(readRecord(engineFiles(DATA_DIR))).toBeNull();
  });
});

describe('a server that MEILI_URL names', () => {
  it('is searched with a key of few rights, and with the given one where that may not make keys', async () => {
    const dataDir = await temporaryFolder();
    const owner = await openEngine(embedded(dataDir), memoryLog());
    try {
      const { url, key } = await owner.connection();
      const full = { DATA_DIR: await temporaryFolder(), MEILI_URL: url, MEILI_KEY: key ?? '' };
      const first = await runProgram(MAIN, [], full, 'gan\n');
      expect(first.status).toBe(0);
      expect(first.stdout).toContain('gan: ');
      expect(first.stderr).not.toContain('MEILI_KEY');

      const keys = await fetch(`${url}/keys`, { headers: { authorization: `Bearer ${key}` } });
      const { results } = (await keys.json()) as {
        results: { name: string; key: string; actions: string[] }[];
      };
      const bots = results.filter(({ name }) => name === 'search-iclr bot');
      expect(bots.map(({ actions }) => actions)).toEqual([['search']]);

      for (const MEILI_KEY of ['not-the-key-of-this-server', '']) {
        const refused = await runProgram(MAIN, [], { ...full, MEILI_KEY }, 'gan\n');
        expect(refused).toMatchObject({ status: 1, stdout: '' });
        expect(refused.stderr).toMatch(/^Meilisearch refuses MEILI_KEY: /u);
      }

      const few = { ...full, MEILI_KEY: bots[0]?.key ?? '' };
      const second = await runProgram(MAIN, [], few, 'gan\n');
      expect(second.stdout).toBe(first.stdout);
      expect(second.stderr).toContain('MEILI_KEY may not make keys');
    } finally {
      await owner.close();
    }
  });
});
