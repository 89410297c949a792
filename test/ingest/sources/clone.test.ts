import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { cloneShallow } from '../../../ingest/sources/clone.ts';
import { SourceError } from '../../../src/errors.ts';
import { tryLock } from '../../../src/lock/lock.ts';
import { temporaryFolder } from '../../support/engine.ts';
import { eventually } from '../../support/eventually.ts';
import { commit, formerClone, git, notesOf, operatorsCheckout, originOf } from '../../support/git.ts';

const { signal: NEVER } = new AbortController();

function clone(url: string, archives: string): Promise<string> {
  return cloneShallow(url, archives, NEVER);
}

describe('a clone', () => {
  it('brings the newest state, without history, and is brought up to date', async () => {
    const origin = await originOf();
    await commit(origin.folder, 'second');
    const archives = join(await temporaryFolder(), 'archives');
    const folder = await clone(origin.url, archives);
    expect(await notesOf(folder)).toBe('second');
    expect(git(folder, 'rev-list', '--count', 'HEAD').trim()).toBe('1');
    await commit(origin.folder, 'third');
    expect(await clone(`${origin.url}/`, archives)).toBe(folder);
    expect(await notesOf(folder)).toBe('third');
    expect((await readdir(archives)).sort()).toEqual(['.unfinished', 'archive']);
  });

  it('of the version before is brought up to date, whatever else was written there', async () => {
    const [origin, checkout] = [await originOf(), await operatorsCheckout()];
    const before = await checkout.state();
    const folder = join(checkout.archives, 'archive');
    formerClone(origin.url, folder);
    await writeFile(join(folder, 'notes.json'), 'cut sho');
    await rm(join(folder, '.git', 'index'));
    await commit(origin.folder, 'second');
    await clone(`${origin.url}.git`, checkout.archives).catch(() => clone(origin.url, checkout.archives));
    expect(await notesOf(folder)).toBe('second');
    expect(await checkout.state()).toEqual(before);
  });

  it('is for its user alone, and a program in it is none', async () => {
    const origin = await originOf();
    await writeFile(join(origin.folder, 'run.sh'), '#!/bin/sh\n', { mode: 0o755 });
    await commit(origin.folder, 'second');
    const folder = await clone(origin.url, join(await temporaryFolder(), 'archives'));
    for (const name of ['run.sh', 'notes.json', '.git/HEAD'])
      expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  it('says which address git could not get, and no password in it', async () => {
    const archives = join(await temporaryFolder(), 'archives');
    await expect(clone('file:///nowhere/at/all', archives)).rejects.toThrow(
      /git cannot get file:\/\/\/nowhere\/at\/all: .*(?:does not exist|not appear)/su,
    );
    await expect(clone('https://user:secret@127.0.0.1:1/x', archives)).rejects.toThrow(
      /git cannot get https:\/\/127\.0\.0\.1:1\/x/u,
    );
    await expect(clone('https://user:secret@127.0.0.1:1/x', archives)).rejects.not.toThrow(/secret/u);
    expect(await readdir(archives)).toEqual(['.unfinished']);
    expect(await readdir(join(archives, '.unfinished'))).toEqual(['git.lock']);
  });

  it.each(['ext::touch marker', 'git://127.0.0.1:1/x', 'http://127.0.0.1:1/x'])(
    'is not made of %s by git itself, were it ever asked to',
    async url => {
      const archives = join(await temporaryFolder(), 'archives');
      await expect(clone(`${url}/name`, archives)).rejects.toThrow(/transport '\w+' not allowed/u);
    },
  );

  it.each(['-oProxyCommand=touch marker', '--upload-pack=touch marker'])(
    'is not made of an address with the option %s in it',
    async option => {
      const archives = join(await temporaryFolder(), 'archives');
      for (const url of [`ssh://${option}/x`, `x@${option}:y`, option]) {
        await expect(clone(url, archives)).rejects.toThrow(SourceError);
      }
      expect(await readdir(archives)).toEqual(['.unfinished']);
      expect(await readdir(join(archives, '.unfinished'))).toEqual(['git.lock']);
    },
  );
});

describe('the environment', () => {
  const names = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_OBJECT_DIRECTORY', 'GIT_COMMON_DIR'];
  const counted = [
    'GIT_CONFIG_COUNT',
    'GIT_CONFIG_KEY_0',
    'GIT_CONFIG_VALUE_0',
    'GIT_ASKPASS',
    'GIT_SSH_COMMAND',
    'SLACK_BOT_TOKEN',
  ];
  afterEach(() => {
    for (const name of [...names, ...counted]) delete process.env[name];
  });

  it('of a git hook, which names the repository that it works on, leads git nowhere', async () => {
    const [origin, checkout] = [await originOf(), await operatorsCheckout()];
    const before = await checkout.state();
    for (const [index, name] of names.entries())
      process.env[name] = join(checkout.folder, index === 1 ? '.' : '.git');
    process.env['GIT_INDEX_FILE'] = join(checkout.folder, '.git', 'index');
    process.env['GIT_CONFIG_COUNT'] = '1';
    process.env['GIT_CONFIG_KEY_0'] = 'core.worktree';
    process.env['GIT_CONFIG_VALUE_0'] = checkout.folder;
    const folder = await clone(origin.url, checkout.archives);
    await rm(join(folder, 'notes.json'));
    await clone(origin.url, checkout.archives);
    for (const name of [...names, ...counted]) delete process.env[name];
    expect(await notesOf(folder)).toBe('first');
    expect(await checkout.state()).toEqual(before);
  });

  it('that git sees names no secret and nobody to ask; it has no terminal to ask at, either', async () => {
    const folder = await temporaryFolder();
    await writeFile(
      join(folder, 'ssh'),
      `#!/bin/sh\nenv >${folder}/seen\ncut -d' ' -f6 /proc/$$/stat >${folder}/session\nexit 1\n`,
      { mode: 0o755 },
    );
    process.env['GIT_SSH_COMMAND'] = join(folder, 'ssh');
    process.env['GIT_ASKPASS'] = join(folder, 'ask');
    process.env['SLACK_BOT_TOKEN'] = 'xoxb-secret';
    await expect(clone('ssh://host/x', join(folder, 'archives'))).rejects.toThrow(SourceError);
    const seen = await readFile(join(folder, 'seen'), 'utf8');
    expect(seen).toMatch(/^GIT_TERMINAL_PROMPT=0$/mu);
    expect(seen).toMatch(/^GIT_ASKPASS=$/mu);
    expect(seen).toMatch(/^SSH_ASKPASS_REQUIRE=never$/mu);
    expect(seen).toMatch(/^GIT_ALLOW_PROTOCOL=https:ssh:file$/mu);
    expect(seen).not.toContain('xoxb-secret');
    const ours = (await readFile('/proc/self/stat', 'utf8')).split(' ')[5];
    expect((await readFile(join(folder, 'session'), 'utf8')).trim()).not.toBe(ours);
  });
});

describe('what an archive brings', () => {
  it('is not run: no hook, no filter, no submodule', async () => {
    const [origin, inner] = [await originOf(), await originOf('inner')];
    git(origin.folder, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.url, 'inner');
    await writeFile(join(origin.folder, '.gitattributes'), '* filter=evil\n');
    await commit(origin.folder, 'second');
    const archives = join(await temporaryFolder(), 'archives');
    const folder = await clone(origin.url, archives);
    expect(await readdir(join(folder, 'inner'))).toEqual([]);
    expect(await readdir(join(folder, '.git'))).not.toContain('hooks');

    const marker = join(archives, 'marker');
    await mkdir(join(folder, '.git', 'hooks'));
    for (const hook of ['post-checkout', 'reference-transaction', 'post-index-change'])
      await writeFile(join(folder, '.git', 'hooks', hook), `#!/bin/sh\ntouch ${marker}\n`, { mode: 0o755 });
    await commit(origin.folder, 'third');
    await clone(origin.url, archives);
    await chmod(join(folder, '.git', 'hooks', 'post-checkout'), 0o755);
    await chmod(join(folder, '.git', 'hooks', 'reference-transaction'), 0o755);
    await commit(origin.folder, 'fourth');
    await clone(origin.url, archives);
    expect(await notesOf(folder)).toBe('fourth');
    expect(await readdir(archives)).not.toContain('marker');
  });
});

describe('a run that is ended', () => {
  /** Has git reach its origin over an "ssh" that says when it was called, and waits for leave to go on. */
  async function slowWay(folder: string): Promise<{ begun(): Promise<unknown>; goOn(): Promise<void> }> {
    const [begun, leave] = [join(folder, 'begun'), join(folder, 'leave')];
    const wait = `touch ${begun}; while test ! -e ${leave}; do sleep 0.05; done`;
    const script = `#!/bin/sh\nfor last; do :; done\n${wait}\neval "$last"\n`;
    await writeFile(join(folder, 'ssh'), script, { mode: 0o755 });
    process.env['GIT_SSH_COMMAND'] = join(folder, 'ssh');
    return {
      begun: () => eventually(() => stat(begun)),
      goOn: () => writeFile(leave, ''),
    };
  }
  afterEach(() => {
    delete process.env['GIT_SSH_COMMAND'];
  });

  it('ends its git, which leaves nothing behind', async () => {
    const [origin, archives] = [await originOf(), join(await temporaryFolder(), 'archives')];
    const way = await slowWay(join(archives, '..'));
    const end = new AbortController();
    const ended = cloneShallow(`ssh://host${origin.folder}`, archives, end.signal).catch(error => error);
    await way.begun();
    end.abort('SIGTERM');
    expect(await ended).toBe('SIGTERM');
    expect(await readdir(archives)).toEqual(['.unfinished']);
    await eventually(async () => expect(await readdir(join(archives, '.unfinished'))).toEqual(['git.lock']));
  });

  it('by a kill -9 leaves its git at work, for which the next one waits', async () => {
    const [origin, archives] = [await originOf(), join(await temporaryFolder(), 'archives')];
    const url = `ssh://host${origin.folder}`;
    const way = await slowWay(join(archives, '..'));
    const script = `
      import { cloneShallow } from ${JSON.stringify(join(process.cwd(), 'ingest/sources/clone.ts'))};
      await cloneShallow(${JSON.stringify(url)}, ${JSON.stringify(archives)}, new AbortController().signal);`;
    const killed = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script]);
    await way.begun();
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    expect(tryLock(join(archives, '.unfinished', 'git.lock'))).toBeNull();
    const next = clone(url, archives);
    await way.goOn();
    expect(await notesOf(await next)).toBe('first');
    expect(await readdir(join(archives, '.unfinished'))).toEqual(['git.lock']);
  });
});

describe('a run that was killed', () => {
  it('half-way through the first clone leaves nothing that the next one does not mend', async () => {
    const [origin, checkout] = [await originOf(), await operatorsCheckout()];
    const before = await checkout.state();
    await clone(origin.url, checkout.archives);
    await rename(join(checkout.archives, 'archive'), join(checkout.archives, 'another'));
    const half = join(checkout.archives, '.unfinished', 'clone-x');
    await cp(join(checkout.archives, 'another'), join(half, 'archive'), { recursive: true });
    await rm(join(half, 'archive', '.git', 'HEAD'));
    const folder = await clone(origin.url, checkout.archives);
    expect(await notesOf(folder)).toBe('first');
    expect(await readdir(join(checkout.archives, '.unfinished'))).toEqual(['git.lock']);
    expect(await notesOf(join(checkout.archives, 'another'))).toBe('first');
    expect(await checkout.state()).toEqual(before);
  });

  it('half-way through an update is taken up again, whatever git had locked', async () => {
    const origin = await originOf();
    const archives = join(await temporaryFolder(), 'archives');
    const folder = await clone(origin.url, archives);
    await commit(origin.folder, 'second');
    const branch = git(folder, 'branch', '--show-current').trim();
    const locks = ['index', 'HEAD', 'shallow', 'config', 'packed-refs', `refs/heads/${branch}`, 'FETCH_HEAD'];
    for (const name of locks) await writeFile(join(folder, '.git', `${name}.lock`), '');
    await writeFile(join(folder, '.git', 'objects', 'pack', 'tmp_pack_x'), 'half');
    await writeFile(join(folder, 'notes.json'), 'sec');
    await clone(origin.url, archives);
    expect(await notesOf(folder)).toBe('second');
    expect(await readdir(join(folder, '.git', 'objects', 'pack'))).not.toContain('tmp_pack_x');
  });
});
