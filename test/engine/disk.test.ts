import { cpSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { engineFiles, readRecord } from '../../src/engine/files.ts';
import { openEngine } from '../../src/engine/open.ts';
import { processStart } from '../../src/lock/process-identity.ts';
import { failureText } from '../../src/program.ts';
import { toRecord } from '../../src/search/record.ts';
import { embedded, indexerOf, memoryLog, papersAsIs, temporaryFolder } from '../support/engine.ts';
import { bodies, paper } from '../support/papers.ts';
import { runProgram } from '../support/program.ts';
import { CAN_MOUNT, type SmallDisk, smallDisk } from '../support/small-disk.ts';
import { smallIndex } from '../support/small-index.ts';

const copyOfIndex = await smallIndex();

/** Words enough that the index grows by megabytes; the same at every call. */
const LONG_PAPERS = Array.from({ length: 60 }, (_, index) =>
  paper({
    id: `long${index}`,
    pages: bodies(
      Array.from({ length: 2_500 }, (_, word) => `w${(word * 7_919 + index * 104_729) % 30_011}`).join(' '),
    ),
  }),
);

/** @returns what an ingest of the long papers ends with: null or what is told; no engine runs afterwards */
async function toldByIngest(dataDir: string, binary = inject('meilisearch')): Promise<string | null> {
  try {
    const engine = await openEngine({ ...embedded(dataDir), binary }, memoryLog());
    try {
      const indexer = await indexerOf(engine);
      await indexer.prepare();
      for (let at = 0; at < LONG_PAPERS.length; at += 20) {
        await (await indexer.add(LONG_PAPERS.slice(at, at + 20).map(toRecord))).indexed;
      }
      return null;
    } finally {
      await engine.close();
    }
  } catch (error) {
    return failureText(error);
  } finally {
    expect(processStart(readRecord(engineFiles(dataDir))?.pid ?? 0)).toBeNull();
  }
}

async function papersIn(dataDir: string): Promise<number> {
  const engine = await openEngine(embedded(dataDir), memoryLog());
  try {
    return (await (await papersAsIs(engine, memoryLog())).counts()).papers;
  } finally {
    await engine.close();
  }
}

/** Leaves so many bytes of the disk. */
function fillUp({ folder }: SmallDisk, left: number): void {
  const { bavail, bsize } = statfsSync(folder);
  writeFileSync(join(folder, 'filling'), Buffer.alloc(Math.max(0, bavail * bsize - left), 1));
}

const FULL =
  /^\S+ cannot be (?:used|written): its disk is full\. Make room on it, then run this again: [^\n]*$/u;
const KIB = 1024;

describe.skipIf(!CAN_MOUNT)('a full disk', () => {
  it.each([0, 4, 16, 64, 256, 1_024, 2_048, 4_096, 6_144, 9_216])(
    'with %i KiB left is told in one sentence, and with room again nothing is lost',
    async left => {
      const disk = await smallDisk(60);
      const dataDir = join(disk.folder, 'data');
      cpSync(await copyOfIndex(), dataDir, { recursive: true });
      fillUp(disk, left * KIB);
      expect(await toldByIngest(dataDir)).toMatch(FULL);

      rmSync(join(disk.folder, 'filling'));
      expect(await papersIn(dataDir)).toBeGreaterThanOrEqual(3);
      expect(await toldByIngest(dataDir)).toBeNull();
      expect(await papersIn(dataDir)).toBe(3 + LONG_PAPERS.length);
    },
    180_000,
  );

  it.each([0, 8, 64, 200])(
    'at the first start, with %i KiB left, leaves nothing that a later start minds',
    async left => {
      const disk = await smallDisk(60);
      const dataDir = join(disk.folder, 'data');
      fillUp(disk, left * KIB);
      expect(await toldByIngest(dataDir)).toMatch(FULL);
      rmSync(join(disk.folder, 'filling'));
      expect(await toldByIngest(dataDir)).toBeNull();
    },
    180_000,
  );

  it.each([
    ['src/main.ts', []],
    ['ingest/cli.ts', ['remove', 'One']],
    ['ingest/compact.ts', []],
  ] as const)(
    'is told by %s on one line',
    async (program, args) => {
      const disk = await smallDisk(60);
      cpSync(await copyOfIndex(), join(disk.folder, 'data'), { recursive: true });
      fillUp(disk, 0);
      const { status, stderr } = await runProgram(program, args, {
        DATA_DIR: join(disk.folder, 'data'),
        LOG_LEVEL: 'silent',
      });
      expect(status).toBe(1);
      expect(stderr.trimEnd().split('\n').at(-1)).toMatch(/its disk is full\. Make room/u);
      expect(stderr).not.toMatch(/^\s+at /mu);
    },
    180_000,
  );
});

describe.skipIf(!CAN_MOUNT)('a read-only disk', () => {
  it.each([
    ['src/main.ts', []],
    ['ingest/cli.ts', ['remove', 'One']],
    ['ingest/compact.ts', []],
  ] as const)(
    'is told by %s on one line',
    async (program, args) => {
      const disk = await smallDisk(60);
      cpSync(await copyOfIndex(), join(disk.folder, 'data'), { recursive: true });
      disk.remount('ro');
      const { status, stdout, stderr } = await runProgram(program, args, {
        DATA_DIR: join(disk.folder, 'data'),
      });
      expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
      expect(stderr).toMatch(
        /^DATA_DIR=\S+ cannot be written: its disk is read-only\. Mount it for writing.*\n$/u,
      );
    },
    180_000,
  );

  it('under the engine alone is told with its folder', async () => {
    const disk = await smallDisk(60);
    cpSync(await copyOfIndex(), disk.folder, { recursive: true });
    disk.remount('ro');
    expect(await toldByIngest(disk.folder)).toMatch(/engine cannot be used: its disk is read-only/u);
  });
});

describe('a limit on the size of files', () => {
  it.each([64, 512, 2_048])(
    'of %i KiB is told in one sentence; without it nothing is lost',
    async limit => {
      const dataDir = await copyOfIndex();
      const limited = join(await temporaryFolder(), 'meilisearch');
      // As a service manager or a quota sets it: for the engine, whoever runs it.
      await writeFile(limited, `#!/bin/bash\nulimit -f ${limit}\nexec '${inject('meilisearch')}' "$@"\n`);
      await chmod(limited, 0o700);
      expect(await toldByIngest(dataDir, limited)).toMatch(
        /^\S+ cannot be used: [^\n]*limit[^\n]* \(?[^\n]*ulimit -f\)[^\n]*[Rr]aise the limit, then run this again[^\n]*$/u,
      );
      expect(await papersIn(dataDir)).toBeGreaterThanOrEqual(3);
      expect(await toldByIngest(dataDir)).toBeNull();
      expect(await papersIn(dataDir)).toBe(3 + LONG_PAPERS.length);
    },
    180_000,
  );
});
