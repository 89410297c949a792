import { readConfig } from '../src/config.ts';
import { compactDatabase } from '../src/engine/compact.ts';
import { megabytes } from '../src/engine/space.ts';
import { ConfigError } from '../src/errors.ts';
import { claim } from '../src/lock/claim.ts';
import { interruptedStatus, runProgram } from '../src/program.ts';

/** `npm run compact`: gives the pages back that the engine's database holds and does not use. */
await runProgram(async signal => {
  const { dataDir, engine } = readConfig();
  if (engine.kind === 'server') {
    throw new ConfigError(
      'MEILI_URL names a server: its database is compacted where it runs, by a snapshot of its own.',
    );
  }
  const bot = claim(dataDir, 'bot');
  try {
    const ingest = claim(dataDir, 'ingest');
    try {
      const done = await compactDatabase(engine, step => process.stderr.write(`${step} …\n`), signal);
      process.stdout.write(
        done === null
          ? 'There is no index here yet.\n'
          : `The index took ${megabytes(done.before.taken)} MB, and takes ${megabytes(done.after.taken)} now.\n`,
      );
      return 0;
    } catch (error) {
      if (!signal.aborted) throw error;
      process.stderr.write('Ended. The index is as it was.\n');
      return interruptedStatus(signal);
    } finally {
      ingest.release();
    }
  } finally {
    bot.release();
  }
});
