/**
 * Runs the tests on several versions of Node, one after the other: `npm run test:nodes [-- VERSION…]`.
 * npm brings each, as the package of this platform that its package "node" would install, into a folder that is
 * kept for the next time.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** The oldest that the program runs on, and every one with long-term support since. */
const VERSIONS = ['20.19', '22', '24', '26'];

const PACKAGE = `node-${process.platform}-${process.arch}`;
const KEPT = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'search-iclr-nodes');

const asked = process.argv.slice(2);
const failed = (asked.length > 0 ? asked : VERSIONS).filter(version => !passes(version));
if (failed.length > 0) {
  process.stderr.write(`The tests fail on Node ${failed.join(', ')}.\n`);
  process.exitCode = 1;
}

function passes(version: string): boolean {
  const bin = installed(version);
  if (bin === null) return false;
  // The programs that tests start run on the same Node: by its path, or by the first of that name.
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}` };
  const node = join(bin, 'node');
  process.stdout.write(`Node ${version}: `);
  spawnSync(node, ['--version'], { env, stdio: 'inherit' });
  return spawnSync(node, ['node_modules/vitest/vitest.mjs', 'run'], { env, stdio: 'inherit' }).status === 0;
}

/** @returns the folder of a Node of this version, which is installed where it is not there; null where it cannot be */
function installed(version: string): string | null {
  const folder = join(KEPT, version);
  const bin = join(folder, 'node_modules', PACKAGE, 'bin');
  if (existsSync(join(bin, 'node'))) return bin;
  mkdirSync(folder, { recursive: true });
  const flags = ['--prefix', folder, '--no-audit', '--no-fund', '--no-save', '--ignore-scripts'];
  const { status } = spawnSync('npm', ['install', ...flags, `${PACKAGE}@${version}`], { stdio: 'inherit' });
  if (status === 0 && existsSync(join(bin, 'node'))) return bin;
  process.stderr.write(`Node ${version} cannot be installed by npm (exit status ${status}).\n`);
  return null;
}
