import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atEnd, temporaryFolder } from './engine.ts';

/** A disk of its own, in memory. */
export interface SmallDisk {
  readonly folder: string;
  /** @param options as mount takes them, such as `size=20m` or `ro` */
  remount(options: string): void;
}

function mount(...args: readonly string[]): void {
  execFileSync('mount', args, { stdio: 'pipe' });
}

/** Whether this user may mount; the tests that need it are skipped elsewhere, and say so. */
export const CAN_MOUNT = mayMount();

function mayMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'search-iclr-mount-'));
  try {
    mount('-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder);
    execFileSync('umount', [folder]);
    return true;
  } catch {
    process.stderr.write(
      '\nSKIPPED: no disk can be mounted here: what needs a full or read-only one is not tested.\n',
    );
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @returns a disk that is gone after the tests of this file */
export async function smallDisk(megabytes: number): Promise<SmallDisk> {
  const folder = await temporaryFolder();
  mount('-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder);
  atEnd(() => execFileSync('umount', ['--lazy', folder]));
  return { folder, remount: options => mount('-o', `remount,${options}`, folder) };
}
