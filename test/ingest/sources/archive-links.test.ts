import { execFileSync } from 'node:child_process';
import { mkdir, realpath, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openArchive } from '../../../ingest/sources/archive.ts';
import { temporaryFolder } from '../../support/engine.ts';
import { writeArchive } from '../../support/sample-archive.ts';

const FIRST = 'pdf?id=Kx1relu.txt';
const SECOND = 'pdf?id=Qm2path.txt';

interface Links {
  readonly archive: string;
  readonly texts: string;
  /** The real path of a folder beside the archive, with a file ".env". */
  readonly outside: string;
}

async function archiveBesideSecrets(): Promise<Links> {
  const outside = await realpath(await temporaryFolder());
  const archive = join(outside, 'data', 'archives', 'x');
  await mkdir(archive, { recursive: true });
  await writeArchive(archive);
  await writeFile(join(outside, '.env'), 'SLACK_BOT_TOKEN=xoxb-secret');
  return { archive, texts: join(archive, 'text', 'papers'), outside };
}

/** @returns one line an item: what the index gets, and what is named */
async function linesOf(archive: string): Promise<string[]> {
  const lines: string[] = [];
  for await (const item of (await openArchive(archive)).items) {
    if (item.kind === 'paper') lines.push(`${item.paper.id}: ${item.paper.pages.length} pages`);
    else if (item.kind === 'metadata') lines.push(`${item.metadata.id}: its text stays as it is`);
    else if (item.kind !== 'withheld') lines.push(`${item.what} ${item.reason}`);
    expect(JSON.stringify(item)).not.toContain('xoxb-secret');
  }
  return lines;
}

describe('a text of an archive', () => {
  const cases: readonly (readonly [string, (links: Links) => Promise<unknown>, RegExp])[] = [
    [
      'a link out',
      ({ texts }) => symlink('../../../../../.env', join(texts, FIRST)),
      /leads out of .*, to .*\/\.env/u,
    ],
    [
      'an absolute link',
      ({ texts, outside }) => symlink(join(outside, '.env'), join(texts, FIRST)),
      /leads out/u,
    ],
    [
      'a chain of links',
      async ({ texts, archive, outside }) => {
        await symlink(outside, join(archive, 'far'));
        await symlink('../../far/.env', join(texts, 'near'));
        await symlink('near', join(texts, FIRST));
      },
      /leads out/u,
    ],
    [
      'a link to what the process knows',
      ({ texts }) => symlink('/proc/self/environ', join(texts, FIRST)),
      /leads out/u,
    ],
    ['a link to a device', ({ texts }) => symlink('/dev/zero', join(texts, FIRST)), /leads out/u],
    [
      'a link to nothing',
      ({ texts }) => symlink('nowhere', join(texts, FIRST)),
      /is a link that leads nowhere: ENOENT/u,
    ],
    ['a link to itself', ({ texts }) => symlink(FIRST, join(texts, FIRST)), /leads nowhere: ELOOP/u],
    ['a folder', ({ texts }) => mkdir(join(texts, FIRST)), /is no file/u],
    ['a pipe', async ({ texts }) => execFileSync('mkfifo', [join(texts, FIRST)]), /is no file/u],
  ];

  it.each(cases)('that is %s is not read and is named, and costs no other paper', async (_, put, reason) => {
    const links = await archiveBesideSecrets();
    await rm(join(links.texts, FIRST));
    await put(links);
    const lines = await linesOf(links.archive);
    const named = lines.filter(line => line.startsWith(join('text', 'papers', FIRST)));
    expect(named).toEqual([expect.stringMatching(reason)]);
    expect(named[0]).toContain(' is not read: it ');
    expect(lines).toContain('Qm2path: 2 pages');
    // What an earlier version read outside is taken out; what is only missing today is not.
    const isOut = named[0]?.includes('leads out');
    expect(lines).toContain(isOut ? 'Kx1relu: 0 pages' : 'Kx1relu: its text stays as it is');
  });

  it('is read behind a link within the archive', async () => {
    const { texts, archive } = await archiveBesideSecrets();
    await rename(join(texts, FIRST), join(archive, 'first.txt'));
    await symlink('../../first.txt', join(texts, FIRST));
    await rename(join(archive, 'text'), join(archive, 'moved'));
    await symlink('moved', join(archive, 'text'));
    expect(await linesOf(archive)).toContain('Kx1relu: 3 pages');
  });

  it.each(['text', join('text', 'papers')])(
    'is not read where %s leads out, which is named once',
    async folder => {
      const { archive, outside } = await archiveBesideSecrets();
      await rename(join(archive, folder), join(outside, 'moved'));
      if (folder === 'text') await writeFile(join(outside, 'moved', 'papers', SECOND), 'xoxb-secret');
      else await writeFile(join(outside, 'moved', SECOND), 'xoxb-secret');
      await symlink(join(outside, 'moved'), join(archive, folder));
      const lines = await linesOf(archive);
      expect(lines.filter(line => line.includes('is not read'))).toEqual([
        expect.stringMatching(/^text\/papers is not read: it leads out of .*\/x, to .*\/moved/u),
      ]);
      expect(lines).toContain('Kx1relu: 0 pages');
    },
  );

  it('is missing where text/papers is a link to nothing, which is named', async () => {
    const { archive, texts } = await archiveBesideSecrets();
    await rm(texts, { recursive: true });
    await symlink('nowhere', texts);
    expect(await linesOf(archive)).toContain(
      'text/papers is not read: it is a link that leads nowhere: ENOENT: no such file or directory',
    );
  });
});

describe('the notes of an archive', () => {
  it.each([
    [
      'that lead out',
      (path: string, outside: string) => symlink(join(outside, 'notes.json'), path),
      /leads out of/u,
    ],
    ['that lead nowhere', (path: string) => symlink('nowhere', path), /leads nowhere/u],
    ['that are a pipe', async (path: string) => execFileSync('mkfifo', [path]), /is no file/u],
  ])('%s are not read', async (_, put, reason) => {
    const { archive, outside } = await archiveBesideSecrets();
    await rename(join(archive, 'notes.json'), join(outside, 'notes.json'));
    await put(join(archive, 'notes.json'), outside);
    await expect(openArchive(archive)).rejects.toThrow(reason);
    await expect(openArchive(archive)).rejects.toThrow(join(archive, 'notes.json'));
  });

  it('are read where the archive itself is given by a link', async () => {
    const { archive, outside } = await archiveBesideSecrets();
    await symlink(archive, join(outside, 'link'));
    expect(await linesOf(join(outside, 'link'))).toContain('Kx1relu: 3 pages');
  });
});
