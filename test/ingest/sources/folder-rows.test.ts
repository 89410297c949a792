import { describe, expect, it } from 'vitest';
import { folderReader, folderWith, pdfOf } from '../../support/folder.ts';

const read = await folderReader();

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
      { kind: 'skipped', what: 'papers.bib line 1 (broken)', reason: 'is never closed' },
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
