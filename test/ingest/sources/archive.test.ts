import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SourceItem } from '../../../ingest/source.ts';
import { openArchive } from '../../../ingest/sources/archive.ts';
import { SourceError } from '../../../src/errors.ts';
import type { SourcePaper } from '../../../src/paper.ts';
import { temporaryFolder } from '../../support/engine.ts';
import { SAMPLE_PAPERS, writeArchive } from '../../support/sample-archive.ts';

async function itemsOf(folder: string): Promise<SourceItem[]> {
  const items: SourceItem[] = [];
  for await (const item of (await openArchive(folder)).items) items.push(item);
  return items;
}

async function papersOf(folder: string): Promise<SourcePaper[]> {
  return (await itemsOf(folder)).flatMap(item => (item.kind === 'paper' ? [item.paper] : []));
}

async function writeNotes(folder: string, notes: readonly unknown[]): Promise<void> {
  await mkdir(join(folder, 'text', 'papers'), { recursive: true });
  await writeFile(join(folder, 'notes.json'), JSON.stringify({ notes }));
}

const NOTE = {
  id: 'a1',
  invitation: 'ICLR.cc/2019/Conference/-/Blind_Submission',
  content: { title: 'A title' },
};

describe('an archive', () => {
  it('gives every paper of its notes, with its text by page', async () => {
    const folder = await temporaryFolder();
    await writeArchive(folder);
    const source = await openArchive(folder);
    expect(source.total).toBe(SAMPLE_PAPERS.length);
    const [folds] = await papersOf(folder);
    expect(folds).toMatchObject({
      id: 'Kx1relu',
      venue: 'ICLR.cc/2019/Conference',
      authors: ['Ada Brook', 'Jonas Erdős'],
      keywords: ['ReLU networks', 'expressivity', 'linear regions'],
      decision: 'Accept (Poster)',
      forumUrl: 'https://openreview.net/forum?id=Kx1relu',
      pdfUrl: 'https://openreview.net/pdf?id=Kx1relu',
    });
    expect(folds?.pages).toHaveLength(3);
    expect(folds?.pages[2]?.body).toContain('towards the decision boundary within the first epoch');
    expect(folds?.pages[2]?.references).toContain('Adam: a method for stochastic optimization. 2015.');
    expect(folds?.seams.body.join()).toContain('bound ary');
  });

  it('mends the links of BibTeX entries, which lead nowhere', async () => {
    const folder = await temporaryFolder();
    await writeArchive(folder);
    expect((await papersOf(folder))[0]?.bibtex).toContain('url={https://openreview.net/forum?id=Kx1relu}');
  });

  it('gives a paper without text by its metadata', async () => {
    const folder = await temporaryFolder();
    await writeArchive(folder);
    expect((await papersOf(folder)).find(({ id }) => id === 'Lw6plain')).toMatchObject({ pages: [] });
  });

  it('reads texts in UTF-8, and in ISO-8859-1 where they are not', async () => {
    const folder = await temporaryFolder();
    await writeNotes(folder, [NOTE, { ...NOTE, id: 'b2' }]);
    const texts = join(folder, 'text', 'papers');
    await writeFile(join(texts, 'pdf?id=a1.txt'), 'Poincaré, pp. 1–9');
    await writeFile(join(texts, 'pdf?id=b2.txt'), Buffer.from('Poincar\u00e9, pp. 1\u00ad9', 'latin1'));
    const bodies = (await papersOf(folder)).map(({ pages }) => pages[0]?.body);
    expect(bodies).toEqual(['Poincaré, pp. 1–9', 'Poincaré, pp. 1–9']);
  });

  it('says what it leaves out, and why: no note is lost in silence', async () => {
    const folder = await temporaryFolder();
    await writeNotes(folder, [
      NOTE,
      { ...NOTE, content: { title: 'The same id' } },
      { ...NOTE, id: 'x'.repeat(512) },
      { ...NOTE, id: 'x', content: {} },
      'nonsense',
      { ...NOTE, id: '../../etc/passwd' },
    ]);
    await writeFile(join(folder, 'text', 'papers', 'pdf?id=stray.txt'), 'text');
    expect(
      (await itemsOf(folder)).flatMap(item =>
        item.kind === 'skipped' ? [`${item.what}: ${item.reason}`] : [],
      ),
    ).toEqual([
      'note a1: notes.json has this id twice; the first is kept',
      expect.stringMatching(/^note x{512}: id is too long/u),
      expect.stringContaining('note x: content title'),
      expect.stringContaining('note 5 of notes.json: '),
      expect.stringContaining('note ../../etc/passwd: id holds other characters'),
      'pdf?id=stray.txt: notes.json has no note for it',
    ]);
  });

  it.each([
    ['is missing', undefined],
    ['is cut short', '{"notes": [{"id"'],
    ['holds something else', '{"papers": []}'],
    ['holds no notes', '{"notes": []}'],
  ])('is refused where its notes.json %s, with the path', async (_, text) => {
    const folder = await temporaryFolder();
    if (text !== undefined) await writeFile(join(folder, 'notes.json'), text);
    await expect(openArchive(folder)).rejects.toThrow(SourceError);
    await expect(openArchive(folder)).rejects.toThrow(join(folder, 'notes.json'));
  });
});
