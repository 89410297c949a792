import { join } from 'node:path';
import { Command } from 'commander';
import { readConfig } from '../src/config.ts';
import { openEngine } from '../src/engine/open.ts';
import { SourceError } from '../src/errors.ts';
import { ARCHIVE_URL } from '../src/greeting.ts';
import { claim } from '../src/lock/claim.ts';
import { createLog } from '../src/log.ts';
import { interruptedStatus, runProgram } from '../src/program.ts';
import { type Indexer, openIndexer } from '../src/search/indexer.ts';
import { ingest } from './pipeline.ts';
import { showProgress } from './progress.ts';
import type { Source } from './source.ts';
import { openArchive } from './sources/archive.ts';
import { cloneShallow, isGitUrl } from './sources/clone.ts';
import { summaryText } from './summary.ts';

const program = new Command('ingest').description(
  'Brings papers into the index, whether the bot runs or not.',
);

program
  .command('archive')
  .description('an archive as the original site kept it: notes.json and text/papers')
  .argument('<folder-or-git-url>', `a folder, or an address that git clones, such as ${ARCHIVE_URL}`)
  .action((place: string) =>
    runProgram(signal =>
      withIndexer(signal, async (indexer, dataDir) => {
        const folder = isGitUrl(place) ? await cloneShallow(place, join(dataDir, 'archives')) : place;
        return bringIn(await openArchive(folder), indexer);
      }),
    ),
  );

program
  .command('remove')
  .description('takes papers out of the index')
  .argument('<ids...>', 'ids of papers, as in their OpenReview links')
  .action((ids: string[]) => runProgram(signal => withIndexer(signal, indexer => remove(ids, indexer))));

await program.parseAsync();

async function withIndexer(
  signal: AbortSignal,
  use: (indexer: Indexer, dataDir: string) => Promise<number>,
): Promise<number> {
  const config = readConfig();
  const lock = claim(config.dataDir, 'ingest');
  try {
    const engine = await openEngine(config.engine, createLog(config.logLevel));
    try {
      return await use(openIndexer(engine, signal), config.dataDir);
    } catch (error) {
      if (!signal.aborted) throw error;
      process.stderr.write('Ended. What was done is kept; run it again to complete it.\n');
      return interruptedStatus(signal);
    } finally {
      await engine.close();
    }
  } finally {
    lock.release();
  }
}

async function bringIn(source: Source, indexer: Indexer): Promise<number> {
  const progress = showProgress(process.stderr, source.total);
  try {
    const summary = await ingest(source, indexer, done => progress.update(done));
    progress.stop();
    process.stdout.write(`${summaryText(summary)}\n`);
    return 0;
  } finally {
    progress.stop();
  }
}

async function remove(ids: readonly string[], indexer: Indexer): Promise<number> {
  const known = await indexer.digests();
  const unknown = ids.filter(id => !known.has(id));
  const present = ids.filter(id => known.has(id));
  if (unknown.length > 0) process.stderr.write(`Not in the index: ${unknown.join(', ')}\n`);
  if (present.length === 0) throw new SourceError('Nothing was removed.');
  await indexer.remove(present);
  process.stdout.write(`Removed: ${present.join(', ')}\n`);
  return unknown.length === 0 ? 0 : 1;
}
