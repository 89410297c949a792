import { execFile } from 'node:child_process';
import { mkdir, realpath, rename, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { findPdfs } from '../../../ingest/folder/pdf-files.ts';
import { atEnd, temporaryFolder } from '../../support/engine.ts';

const run = promisify(execFile);

async function folderOf(...files: readonly string[]): Promise<string> {
  const folder = join(await temporaryFolder(), 'papers');
  for (const file of files) {
    await mkdir(join(folder, file, '..'), { recursive: true });
    await writeFile(join(folder, file), '%PDF');
  }
  return folder;
}

describe('the PDFs of a folder', () => {
  it('are found in every folder of it, in order, whatever the case of their ending', async () => {
    const folder = await folderOf('x.pdf', 'x.PDF', 'b/c/d.Pdf', 'a.pdf/e.pdf', 'notes.txt', '.pdf/y.txt');
    expect(await findPdfs(folder)).toEqual({
      files: ['a.pdf/e.pdf', 'b/c/d.Pdf', 'x.PDF', 'x.pdf'],
      skipped: [],
    });
  });

  /** A folder with links within it and out of it, some of them in circles. */
  async function linkedFolder(): Promise<{ folder: string; elsewhere: string }> {
    const [folder, elsewhere] = [await folderOf('a/x.pdf'), await folderOf('y.pdf')];
    await symlink(elsewhere, join(folder, 'A-link'));
    await symlink(elsewhere, join(folder, 'B-link'));
    await symlink(folder, join(folder, 'a', 'loop'));
    await symlink('..', join(folder, 'up'));
    await symlink('/', join(folder, 'everything'));
    await symlink('a', join(folder, '0-same'));
    await symlink(join(folder, '0-same'), join(elsewhere, 'back'));
    await symlink('a/x.pdf', join(folder, 'z.pdf'));
    await symlink('z.pdf', join(folder, 'zz.pdf'));
    await symlink(join(elsewhere, 'y.pdf'), join(folder, 'out.pdf'));
    await symlink('out.pdf', join(folder, 'chain-out.pdf'));
    await symlink(join(elsewhere, 'y.pdf'), join(folder, 'a', 'notes.txt'));
    return { folder, elsewhere };
  }

  it('are found behind links within the folder; what lies outside is not looked into, and is named', async () => {
    const { folder, elsewhere } = await linkedFolder();
    const { files, skipped } = await findPdfs(folder);
    expect(files).toEqual(['a/x.pdf', 'z.pdf', 'zz.pdf']);
    const real = await realpath(elsewhere);
    const reason = (to: string): string =>
      `leads out of the folder, to ${to}, and is not read; --follow-links reads it`;
    expect(Object.fromEntries(skipped.map(one => [one.what, one.reason]))).toEqual({
      'A-link': reason(real),
      'B-link': reason(real),
      up: reason(await realpath(join(folder, '..'))),
      everything: reason('/'),
      'out.pdf': reason(join(real, 'y.pdf')),
      'chain-out.pdf': reason(join(real, 'y.pdf')),
    });
  });

  it('are found behind all links where that is asked for, each once, and no loop is entered', async () => {
    const { folder } = await linkedFolder();
    expect(await findPdfs(folder, true)).toEqual({
      files: ['A-link/y.pdf', 'a/x.pdf', 'chain-out.pdf', 'out.pdf', 'z.pdf', 'zz.pdf'],
      skipped: [],
    });
  });

  it('are those of a folder that is given by a link itself', async () => {
    const { folder } = await linkedFolder();
    await symlink(folder, join(folder, '..', 'link'));
    expect((await findPdfs(join(folder, '..', 'link'))).files).toEqual(['a/x.pdf', 'z.pdf', 'zz.pdf']);
  });

  it('are told of where they are links that lead nowhere, or no files', async () => {
    const folder = await folderOf('x.pdf');
    await symlink('nowhere', join(folder, 'gone.pdf'));
    await symlink('round.pdf', join(folder, 'round.pdf'));
    await symlink('nowhere', join(folder, 'no-paper.txt'));
    await run('mkfifo', [join(folder, 'pipe.pdf')]);
    const { files, skipped } = await findPdfs(folder);
    expect(files).toEqual(['x.pdf']);
    expect(Object.fromEntries(skipped.map(({ what, reason }) => [what, reason]))).toEqual({
      'gone.pdf': expect.stringContaining('leads nowhere: ENOENT'),
      'round.pdf': expect.stringContaining('leads nowhere: ELOOP'),
      'pipe.pdf': 'is no file',
    });
  });

  it('are found beside a folder that cannot be looked into, which is told', async () => {
    const folder = await folderOf('x.pdf', 'z/y.pdf');
    // Whoever is root may read everything, but no path of more than 4,096 bytes.
    const steps = Array.from({ length: 15 }, (_, index) => `${index}`.padEnd(200, 'm'));
    const [long, far] = [join(folder, 'm', ...steps), join(folder, '..', 'far', ...steps)];
    await mkdir(long, { recursive: true });
    await mkdir(far, { recursive: true });
    const away = join(folder, '..', 'far');
    await rename(away, join(long, 'far'));
    atEnd(async () => {
      await rename(join(long, 'far'), away);
    });
    const { files, skipped } = await findPdfs(folder);
    expect(files).toEqual(['x.pdf', 'z/y.pdf']);
    expect(skipped).toMatchObject([
      {
        what: expect.stringMatching(/^m\/0m+\/.*\/$/u),
        reason: expect.stringContaining('cannot be looked into: ENAMETOOLONG'),
      },
    ]);
  });

  it('cannot be had from a folder that is not there', async () => {
    await expect(findPdfs(join(await temporaryFolder(), 'nowhere'))).rejects.toThrow(
      /nowhere cannot be read/u,
    );
  });
});
