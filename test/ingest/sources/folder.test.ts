import { existsSync } from 'node:fs';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openPdfTexts } from '../../../ingest/pdf/texts.ts';
import type { SourceItem } from '../../../ingest/source.ts';
import { openFolder } from '../../../ingest/sources/folder.ts';
import { atEnd, temporaryFolder } from '../../support/engine.ts';
import { eventually } from '../../support/eventually.ts';
import { makePdf } from '../../support/pdf.ts';
import { runProgram, startProgram } from '../../support/program.ts';

const CLI = 'ingest/cli.ts';
const SEARCH = 'adapters/console/search-once.ts';

function pdfOf(title: string, ...lines: readonly string[]): Promise<Uint8Array> {
  return makePdf({ pages: [[{ text: title, size: 18 }, 'Ada Brook', 'Abstract', ...lines]] });
}

async function folderWith(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const folder = join(await temporaryFolder(), 'reading-group');
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return folder;
}

async function read(folder: string, venue: string | null = null): Promise<SourceItem[]> {
  const { signal } = new AbortController();
  const texts = openPdfTexts({ dataDir: await temporaryFolder(), engine: 'pdfium', signal });
  atEnd(texts.close);
  const items: SourceItem[] = [];
  const source = await openFolder({ folder, venue, texts });
  for await (const item of source.items) items.push(item);
  expect(items).toHaveLength(source.total);
  return items;
}

describe('a folder of PDFs', () => {
  it('gives every PDF in it, by what its first page says', async () => {
    const folder = await folderWith({
      'quokka.PDF': await pdfOf('Quokkas at the Gate', 'A quokka waits.'),
      'deep/er/other paper.pdf': await pdfOf('Wombats at the Door', 'A wombat knocks.'),
      'notes.txt': 'no paper',
    });
    await symlink(folder, join(folder, 'deep', 'loop'));
    const items = await read(folder);
    expect(items).toMatchObject([
      { paper: { title: 'Wombats at the Door', file: 'deep/er/other paper.pdf', venue: 'reading-group' } },
      { paper: { id: 'quokka', title: 'Quokkas at the Gate', authors: ['Ada Brook'], forumUrl: null } },
    ]);
    expect(items[0]).toMatchObject({
      paper: { id: expect.stringMatching(/^deep-er-other-paper-[0-9a-f]{8}$/u) },
    });
    expect(await read(folder, 'Lab 2026')).toMatchObject([{ paper: { venue: 'Lab 2026' } }, {}]);
  });

  it('says what it leaves out, and why', async () => {
    const paper = await pdfOf('Quokkas at the Gate', 'A quokka waits.');
    const folder = await folderWith({ 'a.pdf': paper, 'b.pdf': paper, 'c.pdf': '<html>', 'd.pdf': '' });
    expect(await read(folder)).toMatchObject([
      { kind: 'paper' },
      { kind: 'skipped', what: 'b.pdf', reason: 'the same file as a.pdf' },
      { kind: 'skipped', what: 'c.pdf', reason: expect.stringContaining('not a PDF') },
      { kind: 'skipped', what: 'd.pdf', reason: expect.stringContaining('not a PDF') },
    ]);
  });

  it('is told apart from one that holds nothing, or is not there', async () => {
    const empty = await temporaryFolder();
    await expect(read(empty)).rejects.toThrow(`${empty} holds no PDF`);
    await expect(read(join(empty, 'nowhere'))).rejects.toThrow('cannot be read');
  });
});

describe('what metadata files say', () => {
  const ROW = { title: 'Known Title', abstract: 'Of gates.', url: 'https://example.org/q' };
  it.each([
    [
      'papers.json',
      JSON.stringify([{ ...ROW, file: 'q.pdf', authors: ['A B', 'C D'], keywords: ['x', 'y'] }]),
    ],
    ['papers.json', JSON.stringify({ papers: [{ ...ROW, id: 'q', authors: 'A B; C D', keywords: 'x, y' }] })],
    [
      'papers.jsonl',
      `\n${JSON.stringify({ ...ROW, filename: 'q', author: 'A B and C D', tags: ['x', 'y'] })}\n`,
    ],
    [
      'papers.csv',
      'File,Title,Authors,Keywords,Abstract,URL\nq.pdf,Known Title,A B; C D,"x, y",Of gates.,https://example.org/q\n',
    ],
    [
      'papers.bib',
      '@article{q,\n title={Known {T}itle}, author="A B and C D", keywords={x, y}, abstract={Of gates.}, url={https://example.org/q}\n}\n',
    ],
  ])('goes before what the PDF says: %s', async (name, content) => {
    const folder = await folderWith({ 'q.pdf': await pdfOf('Printed Title', 'Text.'), [name]: content });
    expect(await read(folder)).toMatchObject([
      {
        paper: {
          title: 'Known Title',
          authors: ['A B', 'C D'],
          keywords: ['x', 'y'],
          abstract: 'Of gates.',
          forumUrl: 'https://example.org/q',
          file: 'q.pdf',
        },
      },
    ]);
  });

  it('belongs to the file of the whole path, before one of the same name elsewhere', async () => {
    const folder = await folderWith({
      'a/x.pdf': await pdfOf('Printed in A', 'One.'),
      'x.pdf': await pdfOf('Printed Above', 'Two.'),
      'papers.csv': 'file,filename,title\n,x.pdf,Known Above\n',
    });
    expect(await read(folder)).toMatchObject([
      { paper: { file: 'a/x.pdf', title: 'Printed in A' } },
      { paper: { file: 'x.pdf', title: 'Known Above' } },
    ]);
  });

  it('is used up to a quote that nobody closed, and gives no id twice', async () => {
    const folder = await folderWith({
      'papers.csv': 'id,title\none,First\none,Second\ntwo,"Third\n',
    });
    expect(await read(folder)).toMatchObject([
      {
        kind: 'skipped',
        what: expect.stringMatching(/^papers.csv line/u),
        reason: expect.stringMatching(/quote/iu),
      },
      { kind: 'metadata', metadata: { id: 'one', title: 'First' } },
      { kind: 'skipped', what: 'Second', reason: 'its id, one, is that of First, too' },
    ]);
  });

  it('is used as far as it can be read, and the rest is named', async () => {
    const folder = await folderWith({
      'papers.jsonl':
        '{"title": "Without a PDF", "id": "w"}\n{"title": \n{"title": "Q", "url": "nowhere"}\n{"id": "x"}\n',
      'papers.bib': '@article{broken, title={never closed\n@book{fine, title={Fine}}\n',
    });
    expect(await read(folder)).toMatchObject([
      { kind: 'skipped', what: 'papers.jsonl line 2' },
      { kind: 'skipped', what: 'papers.jsonl line 3', reason: 'url is no web address' },
      { kind: 'skipped', what: 'papers.bib line 1 (broken)', reason: 'is no BibTeX that can be read' },
      { kind: 'metadata', metadata: { id: 'w', title: 'Without a PDF' } },
      {
        kind: 'skipped',
        what: 'papers.jsonl line 4 (x)',
        reason: 'has neither a PDF in the folder nor a title',
      },
      { kind: 'metadata', metadata: { id: 'fine', title: 'Fine' } },
    ]);
    await expect(read(await folderWith({ 'papers.json': '{"no": "list"}' }))).rejects.toThrow(
      'no list of papers',
    );
  });
});

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
      hits: [{ id: 'thesis', passages: [{ page: 401 }] }],
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
