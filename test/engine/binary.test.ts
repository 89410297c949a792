import { chmod, copyFile, lstat, mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { findBinary, packagedBinary } from '../../src/engine/binary.ts';
import { EngineError } from '../../src/errors.ts';
import { temporaryFolder } from '../support/engine.ts';
import { CAN_MOUNT, smallDisk } from '../support/small-disk.ts';

const NOWHERE = { configured: null, packaged: null, path: '' };

describe('the program of the engine', () => {
  it('is not run where the package holds another file than the one we know', async () => {
    const folder = await temporaryFolder();
    const packaged = join(folder, 'meilisearch');
    await writeFile(packaged, '#!/bin/sh\necho I am something else\n');
    await expect(findBinary({ ...NOWHERE, folder, packaged })).rejects.toThrow(
      /has sha256 [0-9a-f]{64}, not 5354d85/u,
    );
  });

  it('is the one that MEILI_BIN names, where it is set', async () => {
    const folder = await temporaryFolder();
    const configured = inject('meilisearch');
    expect(await findBinary({ folder, configured, packaged: '/nowhere', path: '' })).toBe(configured);
    await expect(findBinary({ ...NOWHERE, folder, configured: '/nowhere/meilisearch' })).rejects.toThrow(
      /MEILI_BIN=\/nowhere\/meilisearch is not a program/u,
    );
  });

  it('is found on PATH, where it has a run bit', async () => {
    const folder = await temporaryFolder();
    const program = join(folder, 'meilisearch');
    await writeFile(program, '');
    const search = { ...NOWHERE, folder, path: `/nowhere:${folder}` };
    await expect(findBinary(search)).rejects.toThrow(EngineError);
    await chmod(program, 0o755);
    expect(await findBinary(search)).toBe(program);
  });

  it('is missed with words that say how to get it', async () => {
    await expect(findBinary({ ...NOWHERE, folder: await temporaryFolder() })).rejects.toThrow(
      /MEILI_BIN names it, or set MEILI_URL/u,
    );
  });

  it('was put where these tests run it with a run bit for its owner alone', async () => {
    const program = inject('meilisearch');
    if (process.env['MEILI_BIN'] === undefined) expect((await stat(program)).mode & 0o777).toBe(0o700);
  });

  describe.skipIf(packagedBinary() === null)('of the package', { timeout: 120_000 }, () => {
    const packaged = packagedBinary() ?? '';

    it('is another name of its file, and no copy, on the same disk', async () => {
      const folder = await temporaryFolder();
      const own = join(folder, 'package', 'meilisearch');
      await mkdir(join(folder, 'package'));
      await copyFile(packaged, own);
      await chmod(own, 0o644);
      const program = await findBinary({ ...NOWHERE, folder, packaged: own });
      expect((await stat(program)).ino).toBe((await stat(own)).ino);
      expect((await lstat(program)).isSymbolicLink()).toBe(false);
      expect((await stat(program)).mode & 0o777).toBe(0o700);
      await rm(join(folder, 'package'), { recursive: true });
      expect(await findBinary({ ...NOWHERE, folder, packaged: own })).toBe(program);
    });

    it.skipIf(!CAN_MOUNT)('is a link on another disk, which is checked at every start', async () => {
      const folder = await temporaryFolder();
      const disk = await smallDisk(200);
      const own = join(disk.folder, 'meilisearch');
      await copyFile(packaged, own);
      const search = { ...NOWHERE, folder, packaged: own };
      const program = await findBinary(search);
      expect((await lstat(program)).isSymbolicLink()).toBe(true);
      expect(await findBinary(search)).toBe(program);
      await writeFile(own, '#!/bin/sh\necho I am something else\n');
      await expect(findBinary(search)).rejects.toThrow(/it will not be run/u);
    });

    it.skipIf(!CAN_MOUNT)('is copied where its file takes no run bit', async () => {
      const folder = await temporaryFolder();
      const disk = await smallDisk(200);
      const own = join(disk.folder, 'meilisearch');
      await copyFile(packaged, own);
      await chmod(own, 0o644);
      disk.remount('ro');
      const program = await findBinary({ ...NOWHERE, folder, packaged: own });
      expect((await lstat(program)).isFile()).toBe(true);
      expect((await stat(program)).mode & 0o777).toBe(0o700);
    });
  });
});
