import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdtemp, readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import { processStart } from '../../src/lock/process-identity.ts';
import { eventually } from './eventually.ts';

const WATCH = fileURLToPath(new URL('./watch-run.mjs', import.meta.url));
const FOREVER = 'setInterval(() => {}, 1000)';

const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

function start(file: string, args: readonly string[], environment = {}): ChildProcess {
  const child = spawn(file, args, { detached: true, stdio: 'ignore', env: environment });
  started.push(child);
  return child;
}

const runs = (child: ChildProcess): boolean => processStart(child.pid ?? 0) !== null;

it.runIf(process.platform === 'linux')('a run that is killed leaves no process behind', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'search-iclr-program-'));
  const program = join(folder, 'engine');
  await copyFile(process.execPath, program);
  const engine = start(program, ['-e', FOREVER]);
  const bot = start(process.execPath, ['-e', FOREVER], { MEILI_BIN: program });
  const stranger = start(process.execPath, ['-e', FOREVER], { MEILI_BIN: '/usr/bin/meilisearch' });
  const all = [engine, bot, stranger];
  const run = start(process.execPath, [
    '-e',
    `require('child_process').spawn(process.execPath, [${JSON.stringify(WATCH)}, ${JSON.stringify(folder)}],
      { detached: true, stdio: ['pipe', 'ignore', 'ignore'] }); ${FOREVER}`,
  ]);
  const children = `/proc/${run.pid}/task/${run.pid}/children`;
  await eventually(async () => expect(await readFile(children, 'utf8')).toMatch(/\d/u));
  expect(all.map(runs)).toEqual([true, true, true]);
  const ended = once(run, 'exit');
  run.kill('SIGKILL');
  await ended;
  await eventually(() => expect(all.map(runs)).toEqual([false, false, true]));
  await expect(stat(folder)).rejects.toThrow('ENOENT');
});
