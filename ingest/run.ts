import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Config, readConfig } from '../src/config.ts';
import type { Engine } from '../src/engine/engine.ts';
import { engineFiles } from '../src/engine/files.ts';
import { openEngine } from '../src/engine/open.ts';
import { spaceAdvice, spaceOf } from '../src/engine/space.ts';
import { EngineError, EngineUnavailableError } from '../src/errors.ts';
import { claim } from '../src/lock/claim.ts';
import { createLog, type Log } from '../src/log.ts';
import { makePrivate, PRIVATE_FILE } from '../src/private.ts';
import { interruptedStatus } from '../src/program.ts';
import { type Indexer, openIndexer } from '../src/search/indexer.ts';
import { openTexts, type Texts } from '../src/texts/texts.ts';
import { ingest } from './pipeline.ts';
import { showProgress } from './progress.ts';
import type { Report, Source } from './source.ts';
import { isCut, reportText, summaryText } from './summary.ts';

/** What the last ingest left out, in DATA_DIR, when that is more than a screen holds. */
const REPORT = 'last-ingest.txt';

/** What every command of an ingest works with. */
export interface Desk {
  readonly config: Config;
  readonly log: Log;
  readonly indexer: Indexer;
  readonly engine: Engine;
  readonly texts: Texts;
  /** Ends the run. */
  readonly signal: AbortSignal;
}

/**
 * Does some work on the index, as the only one who fills it.
 * @param use returns the exit status
 * @returns the exit status: 130 or 143 where the signal ended the work
 */
export async function atTheIndex(signal: AbortSignal, use: (desk: Desk) => Promise<number>): Promise<number> {
  const config = readConfig();
  const log = createLog(config.logLevel);
  makePrivate(config);
  const lock = claim(config.dataDir, 'ingest');
  try {
    const engine = await openEngine(config.engine, log);
    const texts = openTexts(config.dataDir);
    try {
      const indexer = openIndexer(engine, texts, signal);
      const status = await use({ config, log, indexer, engine, texts, signal });
      if (config.engine.kind === 'embedded') await adviseOnSpace(engine, config.dataDir);
      return status;
    } catch (error) {
      if (!signal.aborted) throw error;
      process.stderr.write('Ended. What was done is kept; run it again to complete it.\n');
      return interruptedStatus(signal);
    } finally {
      await texts.close();
      await engine.close();
    }
  } finally {
    lock.release();
  }
}

/** After a large ingest half of the engine's database may be free pages. */
async function adviseOnSpace(engine: Engine, dataDir: string): Promise<void> {
  try {
    const advice = spaceAdvice(await spaceOf(await engine.connection(), engineFiles(dataDir).database));
    if (advice !== null) process.stdout.write(`${advice}\n`);
  } catch (error) {
    // What was asked for is done; only the advice is missing.
    if (!(error instanceof EngineUnavailableError) && !(error instanceof EngineError)) throw error;
  }
}

/**
 * Brings a source in, showing how far it is.
 * @returns the exit status: 0 when every paper was indexed or is reported
 */
export async function bringIn(
  { config, indexer, signal }: Pick<Desk, 'config' | 'indexer' | 'signal'>,
  open: (report: Report) => Promise<Source>,
): Promise<number> {
  const progress = showProgress(process.stderr);
  try {
    const source = await open(progress.status);
    progress.start(source.total);
    const summary = await ingest(source, indexer, progress.update);
    progress.stop();
    const report = join(config.dataDir, REPORT);
    if (isCut(summary)) await writeFile(report, `${reportText(summary)}\n`, { mode: PRIVATE_FILE });
    process.stdout.write(`${summaryText(summary, report)}\n`);
    return 0;
  } catch (error) {
    if (!signal.aborted) throw error;
    progress.stop();
    process.stderr.write(endedText(progress.done, progress.total));
    return interruptedStatus(signal);
  } finally {
    progress.stop();
  }
}

function endedText(done: number, total: number): string {
  const left = total - done;
  const reached =
    total === 0
      ? 'Ended.'
      : `Ended: ${done.toLocaleString('en')} of ${total.toLocaleString('en')} papers done, ${left.toLocaleString('en')} left.`;
  return `${reached} What was done is kept; run it again to complete it.\n`;
}
