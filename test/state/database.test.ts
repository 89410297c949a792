import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDeliveries } from '../../src/inspiration/deliveries.ts';
import { openSubscriptions } from '../../src/inspiration/subscriptions.ts';
import { MIGRATIONS, openState } from '../../src/state/database.ts';
import { openKeptText } from '../../src/state/kept-text.ts';
import { temporaryFolder } from '../support/engine.ts';

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

  it('is named where it is no database', async () => {
    const folder = await temporaryFolder();
    await writeFile(
      join(folder, 'state.sqlite'),
      'this is no database, and long enough to be read as one. '.repeat(100),
    );
    expect(() => openState(folder)).toThrow(join(folder, 'state.sqlite'));
  });
});
