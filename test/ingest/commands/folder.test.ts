import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openPdfTexts } from '../../../ingest/pdf/texts.ts';
import { temporaryFolder } from '../../support/engine.ts';
import { eventually } from '../../support/eventually.ts';
import { folderWith, pdfOf } from '../../support/folder.ts';
import { makePdf } from '../../support/pdf.ts';
import { runProgram, startProgram } from '../../support/program.ts';

const CLI = 'ingest/cli.ts';
const SEARCH = 'adapters/console/search-once.ts';

describe('npm run ingest -- folder', () => {
  const PDFIUM = ['--pdf-engine', 'pdfium'];

  it('makes a thesis searchable to its last page', async () => {
    const pages = Array.from({ length: 400 }, (_, page) =>
      Array.from({ length: 40 }, () => `Line of page ${page}. So it is.`),
    );
    const thesis = await makePdf({ pages: [...pages, ['Here, at last, stands the quokka.']] });
    const [DATA_DIR, folder] = [await temporaryFolder(), await folderWith({ 'thesis.pdf': thesis })];
    expect(await runProgram(CLI, ['folder', folder, ...PDFIUM], { DATA_DIR })).toMatchObject({ status: 0 });
    const found = await runProgram(SEARCH, ['quokka', '--json'], { DATA_DIR });
    expect(JSON.parse(found.stdout)).toMatchObject({
      total: 1,
      hits: [{ passages: [{ page: 401 }] }],
    });
  });

  it('says what it left out, shows the name of the file, and has nothing to do the second time', async () => {
    const folder = await folderWith({
      'gate.pdf': await pdfOf('Quokkas at the Gate', 'A quokka waits.'),
      'web.pdf': '<html>',
    });
    const DATA_DIR = await temporaryFolder();
    const first = await runProgram(CLI, ['folder', folder, ...PDFIUM], { DATA_DIR });
    expect(first).toMatchObject({ status: 0 });
    expect(first.stdout).toContain(
      '1 added, 0 updated, 0 unchanged, 1 skipped.\n  skipped web.pdf: not a PDF',
    );
    const shown = await runProgram(SEARCH, ['quokka'], { DATA_DIR });
    expect(shown.stdout).toContain('reading-group · gate.pdf');
    const second = await runProgram(CLI, ['folder', folder, ...PDFIUM], { DATA_DIR });
    expect(second.stdout).toContain('Nothing to do: 0 added, 0 updated, 1 unchanged, 1 skipped.');
  });

  it('names all that it left out in a file, where that is more than a screen holds', async () => {
    const names = Array.from({ length: 22 }, (_, index) => `${index}.pdf`);
    const folder = await folderWith(Object.fromEntries(names.map(name => [name, '<html>'])));
    const DATA_DIR = await temporaryFolder();
    const { stdout } = await runProgram(CLI, ['folder', folder, ...PDFIUM], { DATA_DIR });
    const report = join(DATA_DIR, 'last-ingest.txt');
    expect(stdout).toContain(`\n  and 2 more, in ${report}\n`);
    const whole = await readFile(report, 'utf8');
    for (const name of names) expect(whole).toContain(`\n  skipped ${name}: not a PDF`);
  });

  it('rebuilds an index that was deleted, and reads no PDF for it', async () => {
    const folder = await folderWith({ 'gate.pdf': await pdfOf('Quokkas at the Gate', 'A quokka waits.') });
    const DATA_DIR = await temporaryFolder();
    await runProgram(CLI, ['folder', folder, ...PDFIUM], { DATA_DIR });
    await rm(join(DATA_DIR, 'engine'), { recursive: true });
    const again = await runProgram(CLI, ['folder', folder, ...PDFIUM], { DATA_DIR });
    expect(again.stdout).toContain('1 added, 0 updated, 0 unchanged, 0 skipped.');
    const texts = openPdfTexts({
      dataDir: DATA_DIR,
      engine: 'pdfium',
      signal: new AbortController().signal,
    });
    expect(await texts.of(join(folder, 'gate.pdf'))).toMatchObject({ kind: 'text' });
    expect(texts.started()).toBe(0);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGKILL', null],
  ] as const)('goes on where %s ended it', async (signal, status) => {
    const papers = await Promise.all(
      Array.from({ length: 40 }, async (_, index) => [
        `${index}.pdf`,
        await pdfOf(`Quokka Number ${index}`, `A quokka counts to ${index}.`),
      ]),
    );
    const folder = await folderWith(Object.fromEntries(papers));
    const DATA_DIR = await temporaryFolder();
    const run = startProgram(CLI, ['folder', folder], { DATA_DIR });
    await run.says('of 40 papers');
    await eventually(() => expect(existsSync(join(DATA_DIR, 'texts'))).toBe(true));
    run.child.kill(signal);
    const ended = await run.ended;
    expect(ended.status).toBe(status);
    if (status !== null) expect(ended.stderr).toMatch(/Ended: \d+ of 40 papers done, \d+ left/u);
    const again = await runProgram(CLI, ['folder', folder], { DATA_DIR });
    expect(again).toMatchObject({ status: 0 });
    const found = await runProgram(SEARCH, ['quokka', '--json', '--limit', '1'], { DATA_DIR });
    expect(JSON.parse(found.stdout)).toMatchObject({ total: 40 });
  });
});
