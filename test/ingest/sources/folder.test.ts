import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PdfText } from '../../../ingest/pdf/reader.ts';
import { type Extraction, openPdfTexts } from '../../../ingest/pdf/texts.ts';
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
  const done = items.filter(({ kind }) => kind !== 'read in part');
  expect(done.filter(item => item.kind !== 'metadata' || !item.textFollows)).toHaveLength(source.total);
  return items;
}

/** @returns the id of each paper, by its file */
function idsOf(items: readonly SourceItem[]): Record<string, string> {
  return Object.fromEntries(
    items.flatMap(item => (item.kind === 'paper' ? [[item.paper.file, item.paper.id]] : [])),
  );
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
      { paper: { title: 'Quokkas at the Gate', authors: ['Ada Brook'], forumUrl: null, file: 'quokka.PDF' } },
    ]);
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

  it('loses to a file that cannot be read nothing of what its row says', async () => {
    const folder = await folderWith({
      'a.pdf': '<html>',
      'b.pdf': '<html>',
      'papers.csv': 'file,id,title\na.pdf,,Known Title\nb.pdf,bee,Other Title\n',
    });
    const notRead = expect.stringContaining('not a PDF');
    expect(await read(folder)).toMatchObject([
      { kind: 'metadata', metadata: { title: 'Known Title', file: 'a.pdf' } },
      { kind: 'skipped', what: 'the text of a.pdf', reason: notRead },
      { kind: 'metadata', metadata: { id: 'bee', title: 'Other Title', file: 'b.pdf' } },
      { kind: 'skipped', what: 'the text of b.pdf', reason: notRead },
    ]);
  });

  it('loses one file, named as damaged, to text that nothing can be made of', async () => {
    const folder = await folderWith({
      'a.pdf': 'x',
      'b.pdf': 'y',
      'papers.csv': 'file,title\na.pdf,Known\n',
    });
    const text: PdfText = {
      pages: ['A quokka.'],
      unreadable: [],
      firstPage: [],
      info: { title: null, author: null },
    };
    const bad: PdfText = {
      ...text,
      get pages(): readonly string[] {
        throw new RangeError('too deep');
      },
    };
    const of = async (path: string): Promise<Extraction> => {
      const isBad = path.endsWith('a.pdf');
      return { kind: 'text', text: isBad ? bad : text, engine: 'pdfium', sha256: isBad ? 'aa' : 'bb' };
    };
    const items: SourceItem[] = [];
    const source = await openFolder({ folder, venue: null, texts: { of, atOnce: 1 } });
    for await (const item of source.items) items.push(item);
    expect(items).toMatchObject([
      { kind: 'metadata', metadata: { title: 'Known' } },
      { kind: 'skipped', what: 'the text of a.pdf', reason: expect.stringMatching(/^damaged .*too deep/u) },
      { kind: 'paper', paper: { file: 'b.pdf', pages: [{ body: 'A quokka.' }] } },
    ]);
  });

  it('says of a paper which of its pages could not be read', async () => {
    const pdf = await makePdf({
      pages: [[{ text: 'Quokkas at the Gate', size: 18 }], ['A quokka.'], ['The end.']],
    });
    // One page is the list of pages itself.
    const circular = Buffer.from(pdf)
      .toString('latin1')
      .replace(/(?<=\/Kids \[ \d 0 R )\d/u, '1');
    const folder = await folderWith({ 'a.pdf': Buffer.from(circular, 'latin1') });
    expect(await read(folder)).toMatchObject([
      {
        kind: 'read in part',
        what: 'a.pdf',
        reason: expect.stringMatching(/^1 of 3 pages could not be read \(p\. \d: .+\)$/u),
      },
      { kind: 'paper', paper: { title: 'Quokkas at the Gate', pages: [{}, {}] } },
    ]);
  });

  it('says which file is a copy of which, and keeps the one that has a row', async () => {
    const paper = await pdfOf('Printed Title', 'A quokka waits.');
    const files = { 'a.pdf': paper, 'b.pdf': paper, 'c.pdf': paper };
    const rows = 'file,title\nb.pdf,Known Title\nc.pdf,Other Title\n';
    expect(await read(await folderWith({ ...files, 'papers.csv': rows }))).toMatchObject([
      { kind: 'paper', paper: { file: 'b.pdf', title: 'Known Title' } },
      { kind: 'metadata', metadata: { title: 'Other Title' } },
      { kind: 'skipped', what: 'the text of c.pdf', reason: 'the same file as b.pdf' },
      { kind: 'skipped', what: 'a.pdf', reason: 'the same file as b.pdf' },
    ]);
  });

  it('is told apart from one that holds nothing, or is not there', async () => {
    const empty = await temporaryFolder();
    await expect(read(empty)).rejects.toThrow(`${empty} holds no PDF`);
    await expect(read(join(empty, 'nowhere'))).rejects.toThrow('cannot be read');
  });
});

describe('the id of a paper', () => {
  it('is that of its row, else of its content: wherever it lies, and whatever lay there before', async () => {
    const [one, two] = [await pdfOf('One', 'First.'), await pdfOf('Two', 'Second.')];
    const files = {
      '1.pdf': one,
      'x.PDF': await pdfOf('Three', 'Third.'),
      'x.pdf': await pdfOf('Four', 'Fourth.'),
    };
    const folder = await folderWith(files);
    const ids = idsOf(await read(folder));
    expect(new Set(Object.values(ids)).size).toBe(3);
    for (const id of Object.values(ids)) expect(id).toMatch(/^pdf-[0-9a-f]{16}$/u);

    const link = join(await temporaryFolder(), 'link');
    await symlink(folder, link);
    expect(idsOf(await read(link))).toEqual(ids);
    expect(idsOf(await read(relative(process.cwd(), folder)))).toEqual(ids);

    await writeFile(join(folder, '1.pdf'), two);
    expect(idsOf(await read(folder))['1.pdf']).not.toBe(ids['1.pdf']);
    const moved = await folderWith({ 'deeper/one.pdf': one });
    expect(idsOf(await read(moved))).toEqual({ 'deeper/one.pdf': ids['1.pdf'] });

    await writeFile(join(folder, 'papers.jsonl'), '{"id": "SkxAbC-1_2", "file": "1.pdf"}');
    expect(idsOf(await read(folder))['1.pdf']).toBe('SkxAbC-1_2');
  });

  it('goes to the file of its row, before another row without a file', async () => {
    const folder = await folderWith({
      'q.pdf': await pdfOf('Printed Title', 'Text.'),
      'papers.jsonl':
        '{"id": "one", "title": "Elsewhere"}\n{"id": "one", "file": "q.pdf", "title": "Here"}\n',
    });
    expect(await read(folder)).toMatchObject([
      {
        kind: 'skipped',
        what: 'papers.jsonl line 1 (Elsewhere)',
        reason: 'its id, one, is that of q.pdf, too',
      },
      { kind: 'paper', paper: { id: 'one', title: 'Here', file: 'q.pdf' } },
    ]);
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
      { paper: { file: 'x.pdf', title: 'Known Above' } },
      { paper: { file: 'a/x.pdf', title: 'Printed in A' } },
    ]);
  });

  it('belongs to the file whose name is written just so, before one in other letters', async () => {
    const folder = await folderWith({
      'x.PDF': await pdfOf('Printed in Capitals', 'One.'),
      'x.pdf': await pdfOf('Printed Small', 'Two.'),
      'papers.csv': 'file,title\nx.pdf,Known Small\n',
    });
    expect(await read(folder)).toMatchObject([
      { paper: { file: 'x.pdf', title: 'Known Small' } },
      { paper: { file: 'x.PDF', title: 'Printed in Capitals' } },
    ]);
  });

  it('is believed where it is said first, and named where it is said again', async () => {
    const folder = await folderWith({
      'q.pdf': await pdfOf('Printed Title', 'Text.'),
      'papers.json': '[{"file": "q.pdf", "title": "Known Title"}]',
      'papers.bib': '@misc{q, title={known title}}\n@misc{r, title={Another}, file={q.pdf}}',
    });
    expect(await read(folder)).toMatchObject([
      {
        kind: 'skipped',
        what: 'papers.bib line 1 (q)',
        reason: 'papers.json paper 1 tells of q.pdf already',
      },
      { kind: 'metadata', metadata: { id: 'r', title: 'Another' } },
      {
        kind: 'skipped',
        what: 'the PDF of papers.bib line 2 (r)',
        reason: 'q.pdf is not in the folder, or is that of another row',
      },
      { kind: 'paper', paper: { title: 'Known Title' } },
    ]);
  });

  it('names its venue, before the one of the command', async () => {
    const folder = await folderWith({
      'papers.jsonl':
        '{"title": "A", "venue": "ICLR.cc/2019/Conference"}\n{"title": "B", "booktitle": "Quokkas", "year": 2019}\n{"title": "C"}',
    });
    expect(await read(folder, 'Lab')).toMatchObject([
      { metadata: { venue: 'ICLR.cc/2019/Conference' } },
      { metadata: { venue: 'Quokkas 2019' } },
      { metadata: { venue: 'Lab' } },
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
      {
        kind: 'skipped',
        what: 'papers.csv line 3 (Second)',
        reason: 'its id, one, is that of papers.csv line 2, too',
      },
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

  it('keeps a text whose file can no longer be read, and the title of one that never could', async () => {
    const folder = await folderWith({
      'gate.pdf': await pdfOf('Printed Title', 'A quokka waits.'),
      'web.pdf': '<html>',
      'papers.jsonl': '{"id": "gate", "title": "Known Title"}\n{"id": "web", "title": "Wombats"}\n',
    });
    const DATA_DIR = await temporaryFolder();
    const first = await runProgram(CLI, ['folder', folder, ...PDFIUM], { DATA_DIR });
    expect(first.stdout).toMatch(
      /^2 added, 0 updated, 0 unchanged, 1 skipped\.\n {2}skipped the text of web\.pdf: not/u,
    );
    await writeFile(join(folder, 'gate.pdf'), 'overwritten');
    const second = await runProgram(CLI, ['folder', folder, ...PDFIUM], { DATA_DIR });
    expect(second).toMatchObject({ status: 0 });
    expect(second.stdout).toMatch(/^Nothing to do: 0 added, 0 updated, 2 unchanged, 2 skipped\.\n/u);
    const found = await runProgram(SEARCH, ['quokka', '--json'], { DATA_DIR });
    expect(JSON.parse(found.stdout)).toMatchObject({
      total: 1,
      hits: [{ id: 'gate', authors: ['Ada Brook'] }],
    });
    const byTitle = await runProgram(SEARCH, ['wombats', '--json'], { DATA_DIR });
    expect(JSON.parse(byTitle.stdout)).toMatchObject({ total: 1, hits: [{ id: 'web' }] });
  });

  it('puts a text that comes later in the place of what was known before', async () => {
    const rows = 'file,title\ngate.pdf,Known Quokkas\n';
    const folder = await folderWith({ 'papers.csv': rows });
    const DATA_DIR = await temporaryFolder();
    await runProgram(CLI, ['folder', folder, ...PDFIUM], { DATA_DIR });
    await writeFile(join(folder, 'gate.pdf'), await pdfOf('Printed Title', 'A quokka waits.'));
    const { stdout } = await runProgram(CLI, ['folder', folder, ...PDFIUM], { DATA_DIR });
    expect(stdout).toContain('1 added');
    const found = await runProgram(SEARCH, ['quokkas', '--json'], { DATA_DIR });
    expect(JSON.parse(found.stdout)).toMatchObject({
      total: 1,
      hits: [{ id: expect.stringMatching(/^pdf-/u) }],
    });
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
