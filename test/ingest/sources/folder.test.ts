import { symlink, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PdfText } from '../../../ingest/pdf/reader.ts';
import type { Extraction } from '../../../ingest/pdf/texts.ts';
import { ingest } from '../../../ingest/pipeline.ts';
import type { Source, SourceItem } from '../../../ingest/source.ts';
import { openFolder } from '../../../ingest/sources/folder.ts';
import { indexerOf, papersOf, startEngine, temporaryFolder } from '../../support/engine.ts';
import { folderReader, folderWith, pdfOf } from '../../support/folder.ts';
import { queryOf } from '../../support/papers.ts';
import { makePdf } from '../../support/pdf.ts';

const read = await folderReader();

function itemsAgain(items: readonly SourceItem[]): Source {
  return {
    total: items.length,
    items: (async function* () {
      yield* items;
    })(),
  };
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

describe('a folder that changes', () => {
  it('keeps a text whose file can no longer be read, and the title of one that never could', async () => {
    const folder = await folderWith({
      'gate.pdf': await pdfOf('Printed Title', 'A quokka waits.'),
      'web.pdf': '<html>',
      'papers.jsonl': '{"id": "gate", "title": "Known Title"}\n{"id": "web", "title": "Wombats"}\n',
    });
    const engine = await startEngine();
    const [indexer, papers] = [await indexerOf(engine), await papersOf(engine)];
    expect(await ingest(itemsAgain(await read(folder)), indexer, () => {})).toMatchObject({
      added: 2,
      skipped: [{ what: 'the text of web.pdf' }],
    });
    await writeFile(join(folder, 'gate.pdf'), 'overwritten');
    expect(await ingest(itemsAgain(await read(folder)), indexer, () => {})).toMatchObject({
      updated: 0,
      unchanged: 2,
      skipped: [{ what: 'the text of gate.pdf' }, { what: 'the text of web.pdf' }],
    });
    const { hits } = await papers.search(queryOf('"a quokka waits"'), 5);
    expect(hits).toMatchObject([{ paper: { title: 'Known Title', authors: ['Ada Brook'] } }]);
    expect(await papers.get('web')).toMatchObject({ paper: { title: 'Wombats' }, pages: 0 });
  });

  it('puts a text that comes later in the place of what was known before', async () => {
    const folder = await folderWith({ 'papers.csv': 'file,title\ngate.pdf,Known Quokkas\n' });
    const [before] = await read(folder);
    if (before?.kind !== 'metadata') throw new Error('no metadata');
    await writeFile(join(folder, 'gate.pdf'), await pdfOf('Printed Title', 'A quokka waits.'));
    expect(await read(folder)).toMatchObject([
      { kind: 'paper', paper: { title: 'Known Quokkas' }, standIn: before.metadata.id },
    ]);
  });
});
