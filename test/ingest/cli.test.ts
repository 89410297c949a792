import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { engineFiles, readRecord } from '../../src/engine/files.ts';
import { claim } from '../../src/lock/claim.ts';
import { processStart } from '../../src/lock/process-identity.ts';
import { openTexts } from '../../src/texts/texts.ts';
import { temporaryFolder } from '../support/engine.ts';
import { runProgram, startProgram } from '../support/program.ts';
import { type SamplePaper, writeArchive } from '../support/sample-archive.ts';

const CLI = 'ingest/cli.ts';
const SEARCH = 'adapters/console/search-once.ts';

async function archiveOf(papers?: readonly SamplePaper[]): Promise<string> {
  const folder = await temporaryFolder();
  await writeArchive(folder, papers);
  return folder;
}

describe('npm run ingest', () => {
  it('brings an archive in, and says the second time that nothing has changed', async () => {
    const [DATA_DIR, archive] = [await temporaryFolder(), await archiveOf()];
    const first = await runProgram(CLI, ['archive', archive], { DATA_DIR });
    expect(first.stdout).toBe('6 added, 0 updated, 0 unchanged, 0 skipped.\n');
    expect(first.stderr).toContain('6 of 6 papers');
    expect(first.status).toBe(0);
    const second = await runProgram(CLI, ['archive', archive], { DATA_DIR });
    expect(second.stdout).toBe('Nothing to do: 0 added, 0 updated, 6 unchanged, 0 skipped.\n');
  });

  it('completes what a kill -9 ended half-way', async () => {
    const [DATA_DIR, archive] = [await temporaryFolder(), await archiveOf(manyPapers(2_500))];
    const ended = startProgram(CLI, ['archive', archive], { DATA_DIR });
    await ended.says('of 2500');
    await sleep(150);
    ended.child.kill('SIGKILL');
    expect((await ended.ended).signal).toBe('SIGKILL');
    const again = await runProgram(CLI, ['archive', archive], { DATA_DIR });
    expect(again.status).toBe(0);
    const search = await runProgram(SEARCH, ['tag:quokka', '--json', '--limit', '1'], { DATA_DIR });
    expect(JSON.parse(search.stdout)).toMatchObject({ total: 2_500 });
  });

  it('works while the bot runs, which finds the papers at once, and replaces the catalogue', async () => {
    const DATA_DIR = await temporaryFolder();
    const bot = startProgram('src/main.ts', [], { DATA_DIR });
    await bot.says('none with full text');
    const archive = await archiveOf([
      {
        id: 'H1xSNiRcF7',
        title: 'Boxes',
        authors: [],
        keywords: ['boxes'],
        abstract: 'x',
        pages: ['A quokka in a box.'],
      },
    ]);
    const run = await runProgram(CLI, ['archive', archive], { DATA_DIR });
    expect(run.stdout).toBe('0 added, 1 updated, 0 unchanged, 0 skipped.\n');
    bot.child.stdin?.end('/iclr quokka\n/iclr help\n');
    const { stdout } = await bot.ended;
    expect(stdout).toContain('quokka: 1 paper matches');
    expect(stdout).toContain('p. 1 (https://openreview.net/pdf?id=H1xSNiRcF7#page=1): A quokka in a box.');
    expect(stdout).toContain('1,589 papers, 1 of them with full text');
  });

  it('takes papers out, and says which were not there', async () => {
    const [DATA_DIR, archive] = [await temporaryFolder(), await archiveOf()];
    await runProgram(CLI, ['archive', archive], { DATA_DIR });
    const removed = await runProgram(CLI, ['remove', 'Kx1relu', 'nobody'], { DATA_DIR });
    expect(removed).toMatchObject({
      status: 1,
      stdout: 'Removed: Kx1relu\n',
      stderr: 'Not in the index: nobody\n',
    });
    const texts = openTexts(DATA_DIR);
    expect(await texts.isExpecting()).toBe(false);
    await texts.close();
    const again = await runProgram(CLI, ['remove', 'Kx1relu'], { DATA_DIR });
    expect(again.status).toBe(1);
    expect(again.stdout).toBe('');
  });

  it('says what is missing in a folder that is no archive, and loads no catalogue', async () => {
    const DATA_DIR = await temporaryFolder();
    const folder = await temporaryFolder();
    const run = await runProgram(CLI, ['archive', folder], { DATA_DIR });
    expect(run).toMatchObject({ status: 1, stdout: '' });
    expect(run.stderr).toContain(`${join(folder, 'notes.json')} cannot be read as an archive's notes`);
    const search = await runProgram(SEARCH, ['gan'], { DATA_DIR });
    expect(search.stdout).toMatch(/^No paper matches gan/u);
    expect(search.stderr).toContain('The index is empty');
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('ends at %s with its engine, says what to do, and exits with %i', async (signal, status) => {
    const [DATA_DIR, archive] = [await temporaryFolder(), await archiveOf(manyPapers(2_500))];
    const run = startProgram(CLI, ['archive', archive], { DATA_DIR });
    await run.says('of 2500');
    run.child.kill(signal);
    const ended = await run.ended;
    expect(ended).toMatchObject({ status, stdout: '' });
    expect(ended.stderr).toMatch(/Ended: [\d,]+ of 2,500 papers done, [\d,]+ left\. What was done is kept/u);
    expect(processStart(readRecord(engineFiles(DATA_DIR))?.pid ?? 0)).toBeNull();
  });

  it('is one at a time', async () => {
    const [DATA_DIR, archive] = [await temporaryFolder(), await archiveOf()];
    const lock = claim(DATA_DIR, 'ingest');
    const { status, stderr } = await runProgram(CLI, ['archive', archive], { DATA_DIR });
    lock.release();
    expect(status).toBe(1);
    expect(stderr).toMatch(new RegExp(`Process ${process.pid}, started .*already brings papers in`, 'u'));
  });
});

function manyPapers(count: number): SamplePaper[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `p${index}`,
    title: `Title ${index}`,
    authors: ['Ada Brook'],
    keywords: ['quokka'],
    abstract: 'x',
    pages: [`Page of ${index}.`],
  }));
}
