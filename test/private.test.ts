import { execFileSync } from 'node:child_process';
import { chmod, chown, link, lstat, mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError } from '../src/errors.ts';
import { makePrivate, makeTreePrivate } from '../src/private.ts';
import { atEnd, temporaryFolder } from './support/engine.ts';
import { runProgram, startProgram } from './support/program.ts';
import { writeArchive } from './support/sample-archive.ts';

const isRoot = process.getuid?.() === 0;

function protect(dataDir: string, binary: string | null = null): void {
  makePrivate({ dataDir, engine: { kind: 'embedded', dataDir, binary, path: '' } });
}

async function modeOf(path: string): Promise<string> {
  return ((await lstat(path)).mode & 0o7777).toString(8);
}

/** @returns what stands in a folder and is neither 0600 nor a folder or program of 0700 */
async function open(folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    const isProgram = entry.name.startsWith('meilisearch-');
    if (entry.isSymbolicLink()) continue;
    if ((await modeOf(path)) !== (entry.isDirectory() || isProgram ? '700' : '600'))
      found.push(`${path} ${await modeOf(path)}`);
  }
  return found;
}

async function filesWith(folder: string, mode: number, ...files: readonly string[]): Promise<void> {
  for (const file of files) {
    await mkdir(join(folder, file, '..'), { recursive: true });
    await writeFile(join(folder, file), 'x');
    await chmod(join(folder, file), mode);
  }
}

describe('DATA_DIR', () => {
  it('is made for its user alone, whatever the umask', async () => {
    const before = process.umask(0);
    atEnd(() => process.umask(before));
    const dataDir = join(await temporaryFolder(), 'a', 'data');
    protect(dataDir);
    process.umask(before);
    expect(await modeOf(dataDir)).toBe('700');
  });

  it('is mended with all that stands in it, where another version or another umask made it', async () => {
    const dataDir = await temporaryFolder();
    const files = [
      'state.sqlite',
      'state.sqlite-wal',
      'state.sqlite-shm',
      'bot.lock',
      'ingest.lock',
      'last-ingest.txt',
      'engine/master.key',
      'engine/owner.lock',
      'engine/database/data.ms/tasks/data.mdb',
      'texts/pdfium-1/ab/cd.json.gz',
      'openreview/pdfs/a.pdf',
      'archives/x/notes.json',
      'archives/x/.git/objects/pack/a.pack',
    ];
    await filesWith(dataDir, 0o666, ...files);
    await filesWith(dataDir, 0o444, 'archives/x/.git/objects/pack/b.pack');
    await filesWith(dataDir, 0o755, 'engine/meilisearch-5354d8549744', 'archives/x/run.sh');
    for (const folder of ['.', 'engine', 'archives/x', 'texts']) await chmod(join(dataDir, folder), 0o777);
    protect(dataDir);
    expect(await modeOf(dataDir)).toBe('700');
    expect(await open(dataDir)).toEqual([]);
  });

  it('that is a link is mended where it leads; links in it are not followed', async () => {
    const [outside, real] = [await temporaryFolder(), await temporaryFolder()];
    await filesWith(outside, 0o644, 'theirs/file', 'key');
    await chmod(join(outside, 'theirs'), 0o755);
    const dataDir = join(await temporaryFolder(), 'data');
    await symlink(real, dataDir);
    await chmod(real, 0o755);
    await mkdir(join(real, 'archives'));
    for (const name of ['texts', 'archives/x']) await symlink(join(outside, 'theirs'), join(real, name));
    for (const name of ['state.sqlite', 'archives/key'])
      await symlink(join(outside, 'key'), join(real, name));
    await symlink('nowhere', join(real, 'archives', 'dangling'));
    protect(dataDir);
    expect(await modeOf(real)).toBe('700');
    expect(await modeOf(join(outside, 'theirs'))).toBe('755');
    expect(await modeOf(join(outside, 'theirs', 'file'))).toBe('644');
    expect(await modeOf(join(outside, 'key'))).toBe('644');
  });

  it('does not wait at a pipe or a socket', async () => {
    const dataDir = await temporaryFolder();
    await mkdir(join(dataDir, 'engine'));
    execFileSync('mkfifo', ['-m', '666', join(dataDir, 'engine', 'pipe')]);
    const server = createServer().listen(join(dataDir, 'engine', 'socket'));
    atEnd(() => server.close());
    await new Promise(resolve => server.once('listening', resolve));
    protect(dataDir);
    expect(await modeOf(join(dataDir, 'engine', 'pipe'))).toBe('600');
    expect(await modeOf(join(dataDir, 'engine', 'socket'))).toBe('600');
  });

  it('that holds other things, too, keeps what their owner may do with them', async () => {
    const dataDir = await temporaryFolder();
    await filesWith(dataDir, 0o755, 'build.sh', 'node_modules/.bin/tool');
    await filesWith(dataDir, 0o644, 'package.json');
    protect(dataDir);
    expect(await modeOf(join(dataDir, 'build.sh'))).toBe('700');
    expect(await modeOf(join(dataDir, 'package.json'))).toBe('600');
    expect(await modeOf(join(dataDir, 'node_modules'))).toBe('700');
    expect(await modeOf(join(dataDir, 'node_modules/.bin/tool'))).toBe('755');
  });

  it('leaves MEILI_BIN a program where it stands in DATA_DIR, whatever the path to it', async () => {
    const dataDir = await temporaryFolder();
    await filesWith(dataDir, 0o755, 'engine/bin/meilisearch');
    await symlink(join(dataDir, 'engine'), `${dataDir}-link`);
    protect(dataDir, join(`${dataDir}-link`, 'bin', 'meilisearch'));
    expect(await modeOf(join(dataDir, 'engine/bin/meilisearch'))).toBe('700');
  });

  it('cannot be a folder that all users share, nor a file', async () => {
    const shared = await temporaryFolder();
    await chmod(shared, 0o1777);
    expect(() => protect(shared)).toThrow(/DATA_DIR=.* is a folder that all users share\. Name a folder/u);
    expect(await modeOf(shared)).toBe('1777');
    await writeFile(join(shared, 'file'), '');
    expect(() => protect(join(shared, 'file'))).toThrow(ConfigError);
  });

  it.runIf(isRoot)('cannot be a folder of somebody else, and is left as it is', async () => {
    const dataDir = await temporaryFolder();
    await filesWith(dataDir, 0o644, 'state.sqlite');
    await chmod(dataDir, 0o755);
    await chown(dataDir, 4711, 4711);
    expect(() => protect(dataDir)).toThrow(
      /DATA_DIR=.* belongs to another user \(uid 4711; this runs as uid 0\)\. Run this as that user/u,
    );
    expect(await modeOf(dataDir)).toBe('755');
    expect(await modeOf(join(dataDir, 'state.sqlite'))).toBe('644');
  });

  it.runIf(isRoot)('names what in it belongs to somebody else, and says what to do', async () => {
    const dataDir = await temporaryFolder();
    await filesWith(dataDir, 0o644, 'engine/master.key');
    await chown(dataDir, 4711, 4711);
    await chmod(dataDir, 0o755);
    await chmod(join(dataDir, '..'), 0o755);
    await chown(join(dataDir, 'engine'), 4711, 4711);
    // Root may change everything: only a process of another user meets the refusal.
    const script = `import { makePrivate } from ${JSON.stringify(join(process.cwd(), 'src/private.ts'))};
      process.setuid(4711);
      makePrivate({ dataDir: ${JSON.stringify(dataDir)}, engine: { kind: 'server', url: '', key: null } });`;
    expect(() =>
      execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
        stdio: 'pipe',
      }),
    ).toThrow(/engine\/master\.key stands in DATA_DIR, belongs to another user \(uid 0\)/u);
  });

  it('tree by tree leaves a link to a file alone, and takes a file with two names for what it is', async () => {
    const [folder, outside] = [await temporaryFolder(), await temporaryFolder()];
    await filesWith(outside, 0o644, 'a', 'b');
    await symlink(join(outside, 'a'), join(folder, 'a'));
    await link(join(outside, 'b'), join(folder, 'b'));
    makeTreePrivate(folder);
    expect(await modeOf(join(outside, 'a'))).toBe('644');
    expect(await modeOf(join(outside, 'b'))).toBe('600');
  });
});

/** Programs of which one may take half a minute to start on a busy machine. */
const SEVERAL_PROGRAMS_MS = 300_000;

describe('the programs', () => {
  it(
    'write nothing that others can read, whatever the umask, and mend what was there',
    async () => {
      const archive = await temporaryFolder();
      await writeArchive(archive);
      const DATA_DIR = join(await temporaryFolder(), 'data');
      const before = process.umask(0);
      atEnd(() => process.umask(before));
      const ingest = await runProgram('ingest/cli.ts', ['archive', archive], { DATA_DIR });
      expect(ingest.status).toBe(0);
      expect(await open(DATA_DIR)).toEqual([]);
      for (const name of ['ingest.lock', 'engine', 'engine/meilisearch.log'])
        await chmod(join(DATA_DIR, name), 0o777);
      await chmod(DATA_DIR, 0o755);

      const bot = startProgram('src/main.ts', [], { DATA_DIR });
      process.umask(before);
      await bot.says('with full text');
      expect(await readdir(DATA_DIR)).toContain('state.sqlite-wal');
      expect(await open(DATA_DIR)).toEqual([]);
      expect(await modeOf(DATA_DIR)).toBe('700');
      bot.child.stdin?.end('/iclr relu\n');
      expect((await bot.ended).status).toBe(0);
    },
    SEVERAL_PROGRAMS_MS,
  );

  it.runIf(isRoot)(
    'say in one sentence whose DATA_DIR it is',
    async () => {
      const DATA_DIR = await temporaryFolder();
      await chown(DATA_DIR, 4711, 4711);
      for (const [program, ...words] of [['src/main.ts'], ['ingest/cli.ts', 'remove', 'x']]) {
        const run = await runProgram(program ?? '', words, { DATA_DIR });
        expect(run.status).toBe(1);
        expect(run.stderr).toMatch(
          /^DATA_DIR=.* belongs to another user \(uid 4711; this runs as uid 0\)[^\n]*\n$/u,
        );
      }
      expect(await readdir(DATA_DIR)).toEqual([]);
    },
    SEVERAL_PROGRAMS_MS,
  );
});
