import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { engineFiles } from '../../src/engine/files.ts';
import { indexingMemory } from '../../src/engine/server.ts';
import { spaceAdvice } from '../../src/engine/space.ts';
import { diagnose, tellingLine, troubleText } from '../../src/engine/trouble.ts';

const FILES = engineFiles('/data');
const MIB = 1024 * 1024;

/** What Meilisearch 1.21 wrote, seen here; the colours and stacks left out. */
const SAID: readonly (readonly [string, RegExp])[] = [
  ['ERROR index_scheduler: No space left on device (os error 28)', /disk is full\. Make room/u],
  [
    'panicked at lib.rs:343:72: called `Result::unwrap()` on an `Err` value: Io(Os { code: 28, kind: StorageFull })',
    /disk is full/u,
  ],
  ['Disk quota exceeded (os error 122)', /disk is full/u],
  ['panicked: Io(Os { code: 30, message: "Read-only file system" })', /disk is read-only\. Mount/u],
  ['Batch failed Input/output error (os error 5). This error generally happens', /does not read or write/u],
  ['Permission denied (os error 13)', /this user may not write there\. Give it/u],
  ['File too large (os error 27)', /ulimit -f.*Raise the limit/u],
  ['signal SIGXFSZ', /ulimit -f/u],
  ['signal SIGBUS', /database is damaged \(signal SIGBUS\)\. Delete \/data\/engine\/database/u],
  ['MDB_INVALID: File is not an LMDB file', /is damaged \(MDB_INVALID: File is not an LMDB file\)/u],
  ['called `Result::unwrap()` on an `Err` value: Mdb(Invalid)', /is damaged \(Mdb\(Invalid\)\)/u],
  ['Version file is corrupted and thus Meilisearch is unable', /is damaged/u],
  ['Meilisearch (v1.21.0) failed to infer the version of the database.', /is damaged/u],
  [
    'Your database version (1.12.0) is incompatible with your current engine version (1.21.0).\nTo migrate',
    /is of Meilisearch 1\.12\.0, and the program is 1\.21\.0\. Set MEILI_BIN/u,
  ],
  ['Too many open files (os error 24)', /ulimit -n/u],
];

describe('what Meilisearch says at its end', () => {
  it.each(SAID)('%s', (said, told) => {
    const trouble = diagnose(said);
    expect(trouble).not.toBeNull();
    if (trouble !== null) expect(troubleText(trouble, FILES)).toMatch(told);
  });

  it('is blamed on a full disk first, whatever came in its wake', () => {
    expect(diagnose('MDB_CORRUPTED\nInput/output error (os error 5)\nNo space left on device')).toEqual({
      kind: 'disk',
      trouble: 'full',
    });
  });

  it.each(['signal SIGKILL', 'signal SIGTERM', 'exit status 1', '', 'os error 280', 'listening on port 13'])(
    'is blamed on nothing where it says nothing: %s',
    said => expect(diagnose(said)).toBeNull(),
  );

  it('makes one line, whatever it was', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.constantFrom(...SAID.map(([said]) => said)),
        (noise, said) => {
          const trouble = diagnose(`${noise}\n${said}\n${noise}`);
          expect(trouble).not.toBeNull();
          if (trouble !== null) expect(troubleText(trouble, FILES)).not.toMatch(/[\n\r]/u);
          expect(tellingLine(noise)).not.toMatch(/\n/u);
        },
      ),
    );
  });

  it('is told by its one telling line, where we do not know it', () => {
    expect(
      tellingLine(
        '\u001b[2m2026-11-28\u001b[0m \u001b[31mERROR\u001b[0m\nError: the moon is full\n\nStack backtrace:\n   0: anyhow::error\n             at ./csu/start.c:58:16\n  12: _start\n',
      ),
    ).toBe('Error: the moon is full');
    expect(tellingLine('')).toBe('(nothing)');
  });
});

describe('the memory that indexing may take', () => {
  it.each([
    [1, 256],
    [4, 512],
    [8, 1024],
    [64, 1024],
  ])('of a machine of %i GiB is %i MiB', (gib, mib) => expect(indexingMemory(gib * 1024 * MIB)).toBe(mib));
});

describe('the advice to compact', () => {
  it('is given where more than half of a large database is free', () => {
    expect(spaceAdvice({ taken: 946 * MIB, used: 428 * MIB })).toBe(
      'The index takes 946 MB of the disk and uses 428 of them: `npm run compact` gives the rest back.',
    );
  });

  it.each([
    [946, 480],
    [100, 1],
    [5, 5],
  ])('is not given for %i MB of which %i are used', (taken, used) =>
    expect(spaceAdvice({ taken: taken * MIB, used: used * MIB })).toBeNull(),
  );
});
