import { cp, mkdir, open, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EngineError } from '../../src/errors.ts';
import { openDeliveries } from '../../src/inspiration/deliveries.ts';
import { openSubscriptions } from '../../src/inspiration/subscriptions.ts';
import { MIGRATIONS, openState } from '../../src/state/database.ts';
import { openKeptText } from '../../src/state/kept-text.ts';
import { temporaryFolder } from '../support/engine.ts';
import { CAN_MOUNT, smallDisk } from '../support/small-disk.ts';

describe('state.sqlite', () => {
  it.each(MIGRATIONS.map((_, version) => version))('is brought up to date from version %i', async version => {
    const folder = await temporaryFolder();
    const old = openState(folder, version);
    if (version >= 1) openKeptText(old).keep('what an old button stands for');
    old.close();
    const database = openState(folder);
    expect(database.prepare('PRAGMA user_version').get()).toMatchObject({ user_version: MIGRATIONS.length });
    expect(database.prepare('SELECT count(*) AS rows FROM kept_text').get()).toMatchObject({
      rows: version >= 1 ? 1 : 0,
    });
    expect(openSubscriptions(database).due(Date.now())).toEqual([]);
    expect(openDeliveries(database).waiting(Date.now())).toEqual([]);
    expect(database.prepare('PRAGMA journal_mode').get()).toMatchObject({ journal_mode: 'wal' });
    database.close();
  });

  it('is opened by many at once', async () => {
    const folder = await temporaryFolder();
    const opened = Array.from({ length: 8 }, () => openState(folder));
    for (const database of opened) expect(database.open).toBe(true);
    for (const database of opened) database.close();
  });

  it('is left alone where a newer program wrote it', async () => {
    const folder = await temporaryFolder();
    const database = openState(folder);
    database.exec('PRAGMA user_version = 999');
    database.close();
    expect(() => openState(folder)).toThrow(
      /state\.sqlite cannot be used: it is of version 999.*update the program/u,
    );
  });

  it.each([
    [
      'no database',
      (path: string) =>
        writeFile(path, 'this is no database, and long enough to be read as one. '.repeat(100)),
    ],
    ['cut short', (path: string) => truncate(path, 8_192)],
    ['spoilt in the middle', (path: string) => scribble(path, 4_096, 12_288)],
    ['spoilt at its beginning', (path: string) => scribble(path, 0, 100)],
  ])(
    'that is %s is told in one sentence that says what may be moved, and what is lost by it',
    async (_, damage) => {
      const folder = await temporaryFolder();
      const path = join(folder, 'state.sqlite');
      const database = openState(folder);
      for (let index = 0; index < 200; index += 1)
        openKeptText(database).keep(`text ${index} ${'x'.repeat(200)}`);
      database.pragma('wal_checkpoint(TRUNCATE)');
      database.close();
      await damage(path);
      const told = thrownBy(() => openState(folder));
      expect(told).toBeInstanceOf(EngineError);
      expect(String(told)).toContain(`${path} is damaged (`);
      expect(String(told)).toContain(
        `move it away together with ${path}-wal and ${path}-shm: a new one is made`,
      );
      expect(String(told)).toContain('/iclr daily');
      expect(String(told)).not.toContain('\n');

      await rm(path);
      openState(folder).close();
    },
  );

  it('that is a folder, or stands where none can be, is told with what to do', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'state.sqlite'));
    expect(() => openState(folder)).toThrow(
      /state\.sqlite cannot be used: there is a file where a folder must be/u,
    );
    expect(() => openState('/dev/null/data')).toThrow(
      /cannot be used: there is a file where a folder must be/u,
    );
    expect(() => openState('/dev/full')).toThrow(/cannot be used: there is a file where a folder must be/u);
  });
});

describe.skipIf(!CAN_MOUNT)('state.sqlite on a bad disk', () => {
  it('is told where the disk is full or read-only', async () => {
    const disk = await smallDisk(1);
    // Made elsewhere: a database that was open a moment ago keeps its disk busy.
    const elsewhere = await temporaryFolder();
    openState(elsewhere).close();
    await cp(elsewhere, disk.folder, { recursive: true });
    disk.remount('ro');
    expect(() => openState(disk.folder)).toThrow(/cannot be used: its disk is read-only\. Mount it/u);
    const full = await smallDisk(1);
    await writeFile(join(full.folder, 'filling'), Buffer.alloc(2 * 1024 * 1024)).catch(() => {});
    expect(() => openState(full.folder)).toThrow(/cannot be used: its disk is full\. Make room/u);
  });

  it('keeps what buttons stand for until the process ends, and says so', async () => {
    const disk = await smallDisk(1);
    const state = openState(disk.folder);
    await writeFile(join(disk.folder, 'filling'), Buffer.alloc(2 * 1024 * 1024)).catch(() => {});
    const told: string[] = [];
    const kept = openKeptText(state, Date.now, why => told.push(why));
    const texts = Array.from({ length: 1_500 }, (_, index) => `${index} ${'y'.repeat(500)}`);
    const hashes = texts.map(kept.keep);
    expect(told.length).toBeGreaterThan(1_000);
    expect(told.at(-1)).toMatch(/not kept for after a restart: .*its disk is full/u);
    expect(kept.find(hashes.at(-1) ?? '')).toBe(texts.at(-1));
    state.close();
  });
});

function thrownBy(use: () => unknown): unknown {
  try {
    return use();
  } catch (error) {
    return error;
  }
}

async function scribble(path: string, from: number, length: number): Promise<void> {
  const file = await open(path, 'r+');
  await file.write(Buffer.alloc(length, 0xa5), 0, length, from);
  await file.close();
}
