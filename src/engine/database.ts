import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { EngineError } from '../errors.ts';
import type { EngineFiles } from './files.ts';
import { troubleText } from './trouble.ts';

/**
 * Makes the database's folder ready to be opened: ends what a killed process had begun with it, and refuses what
 * Meilisearch would take for an empty one. Only whoever holds the database's lock may do this.
 * @throws EngineError where the folder is no database, or a part of it is gone
 */
export function readyDatabase(files: EngineFiles): void {
  endCompaction(files);
  const { database, temporary } = files;
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(temporary, { recursive: true, mode: 0o700 });
  const found = statSync(database, { throwIfNoEntry: false });
  if (found === undefined) return;
  if (!found.isDirectory()) {
    throw new EngineError(`${database} is a file, and the search engine's database is a folder. Delete it.`);
  }
  const hasIndexes = entriesOf(join(database, 'indexes')).length > 0;
  if (!existsSync(join(database, 'VERSION'))) {
    // A first start that was killed, or that found the disk full, is as good as none.
    if (!hasIndexes) rmSync(database, { recursive: true, force: true });
    return;
  }
  const tasks = statSync(join(database, 'tasks', 'data.mdb'), { throwIfNoEntry: false });
  if (hasIndexes && (tasks === undefined || tasks.size === 0)) {
    const said = `${join(database, 'tasks', 'data.mdb')} is ${tasks === undefined ? 'gone' : 'empty'}`;
    throw new EngineError(troubleText({ kind: 'damaged', said }, files));
  }
}

/**
 * A compacted database takes the place of the old one in two steps, and the old one is deleted after both. Killed
 * between them, the old one is the database again; killed later, only what is left over is deleted.
 */
function endCompaction({ database, compaction }: EngineFiles): void {
  if (!existsSync(compaction.folder)) return;
  if (!existsSync(database) && existsSync(compaction.old)) renameSync(compaction.old, database);
  rmSync(compaction.folder, { recursive: true, force: true });
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
