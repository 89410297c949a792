import { execFileSync } from 'node:child_process';
import { rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderReader, folderWith, pdfOf } from '../../support/folder.ts';

const itemsOf = await folderReader();
const secret = await pdfOf('A Secret Draft', 'The numbat knows.');

/** @returns one line an item */
async function linesOf(folder: string, followLinks = false): Promise<string[]> {
  return (await itemsOf(folder, undefined, followLinks)).map(item => {
    if (item.kind === 'paper') return `paper ${item.paper.title}, ${item.paper.file}`;
    if (item.kind === 'metadata') return `metadata ${item.metadata.title}`;
    return item.kind === 'withheld' ? item.kind : `${item.what}: ${item.reason}`;
  });
}

const OUT = /leads out of the folder, to .*secret\.pdf, and is not read; --follow-links reads it$/u;

describe('a folder of PDFs', () => {
  it('gives no PDF that lies outside, unless links are to be followed', async () => {
    const folder = await folderWith({ 'a.pdf': await pdfOf('Digging'), '../secret.pdf': secret });
    await symlink('../secret.pdf', join(folder, 'b.pdf'));
    expect(await linesOf(folder)).toEqual([
      expect.stringMatching(new RegExp(`^b\\.pdf: ${OUT.source}`, 'u')),
      'paper Digging, a.pdf',
    ]);
    expect((await linesOf(folder, true)).sort()).toEqual([
      'paper A Secret Draft, b.pdf',
      'paper Digging, a.pdf',
    ]);
  });

  it('gives no PDF that a row names outside of it, by whatever path, but what the row says', async () => {
    const folder = await folderWith({
      'papers.csv': 'file,title\n../secret.pdf,By Steps\n../reading-group/../secret.pdf,By More Steps\n',
      'papers.bib': '@misc{x, title={By A Key}, file={:../secret.pdf:PDF}}',
      '../secret.pdf': secret,
    });
    await writeFile(
      join(folder, 'papers.json'),
      JSON.stringify([{ file: join(folder, '..', 'secret.pdf'), title: 'By Its Absolute Path' }]),
    );
    const lines = await linesOf(folder);
    expect(lines.filter(line => line.startsWith('paper'))).toEqual([]);
    expect(lines.filter(line => line.startsWith('metadata')).sort()).toEqual([
      'metadata By A Key',
      'metadata By Its Absolute Path',
      'metadata By More Steps',
      'metadata By Steps',
    ]);
    expect(lines.filter(line => /^the PDF of .*secret\.pdf is not in the folder/u.test(line))).toHaveLength(
      4,
    );
  });

  it.each(['papers.json', 'papers.jsonl', 'papers.csv', 'papers.bib'])(
    'reads no %s that lies outside, is a pipe or a link to nothing, names it, and reads the PDFs',
    async name => {
      const folder = await folderWith({
        'a.pdf': await pdfOf('Digging'),
        '../secret': 'title\nxoxb-secret\n',
      });
      const path = join(folder, name);
      await symlink('../secret', path);
      expect(await linesOf(folder)).toEqual([
        expect.stringMatching(new RegExp(`^${name}: is not read: it leads out of .*, to .*/secret$`, 'u')),
        'paper Digging, a.pdf',
      ]);
      await rm(path);
      await symlink('nowhere', path);
      expect(await linesOf(folder)).toContainEqual(
        expect.stringMatching(/is not read: it is a link that leads nowhere/u),
      );
      await rm(path);
      execFileSync('mkfifo', [path]);
      expect(await linesOf(folder)).toEqual([`${name}: is not read: it is no file`, 'paper Digging, a.pdf']);
    },
  );

  it('reads metadata that lies outside where links are to be followed, and within the folder always', async () => {
    const folder = await folderWith({
      '../rows.csv': 'title\nOutside\n',
      'rows/papers.csv': 'title\nInside\n',
    });
    await symlink('../rows.csv', join(folder, 'papers.csv'));
    expect(await linesOf(folder, true)).toEqual(['metadata Outside']);
    await rm(join(folder, 'papers.csv'));
    await symlink('rows/papers.csv', join(folder, 'papers.csv'));
    expect(await linesOf(folder)).toEqual(['metadata Inside']);
  });

  it('reads no PDF that was exchanged for a link out, or a pipe, after it was found', async () => {
    const folder = await folderWith({
      'a.pdf': await pdfOf('Digging'),
      'b.pdf': await pdfOf('Resting'),
      'sub/c.pdf': await pdfOf('Hiding'),
      '../secret.pdf': secret,
      '../elsewhere/c.pdf': secret,
    });
    const swap = async (): Promise<void> => {
      await rm(join(folder, 'a.pdf'));
      await symlink('../secret.pdf', join(folder, 'a.pdf'));
      await rm(join(folder, 'b.pdf'));
      execFileSync('mkfifo', [join(folder, 'b.pdf')]);
      await rename(join(folder, 'sub'), join(folder, '..', 'was-sub'));
      await symlink('../elsewhere', join(folder, 'sub'));
    };
    const lines = (await itemsOf(folder, undefined, false, swap)).map(item =>
      item.kind === 'skipped' ? `${item.what}: ${item.reason}` : item.kind,
    );
    expect(lines).toEqual([
      expect.stringMatching(/^a\.pdf: cannot be opened \(leads out of .*, to .*secret\.pdf\)$/u),
      'b.pdf: cannot be opened (is no file)',
      expect.stringMatching(/^sub\/c\.pdf: cannot be opened \(leads out of .*, to .*elsewhere\/c\.pdf\)$/u),
    ]);
  });
});
