import { Command } from 'commander';
import { runProgram } from '../src/program.ts';
import { type Differences, findDifferences } from '../src/search/bring-up.ts';
import { openEngineSearch } from '../src/search/engine-search.ts';
import { atTheIndex, type Desk } from './run.ts';

/** More ids than this say no more. */
const IDS_SHOWN = 10;

const program = new Command('check-index')
  .description('Says whether the engine and the text index hold the same papers.')
  .option('--mend', 'makes the text index hold what the engine holds')
  .action((options: { mend?: true }) =>
    runProgram(signal => atTheIndex(signal, desk => checkIndex(desk, options.mend === true))),
  );

await program.parseAsync();

/** @returns the exit status: 0 where they agree in the end */
async function checkIndex({ engine, texts, indexer, log }: Desk, mend: boolean): Promise<number> {
  const search = openEngineSearch(engine, log);
  const isWhole = await texts.isSound();
  if (!isWhole) {
    process.stdout.write('texts.sqlite is damaged.\n');
    if (!mend) return notMended();
    await texts.renew();
  }
  const differences = await findDifferences(search, texts);
  const papers = (await texts.digests()).size;
  const differ = differences.stale.length + differences.left.length;
  if (differ === 0 && (await texts.isComplete())) {
    // No ingest runs beside this.
    await texts.expect(false);
    process.stdout.write(`The engine and the text index agree: ${papers.toLocaleString('en')} papers.\n`);
    return 0;
  }
  process.stdout.write(describe(differences));
  if (!mend) return notMended();
  await indexer.prepare();
  process.stdout.write('Mended: they agree now.\n');
  return 0;
}

function describe({ stale, left }: Differences): string {
  const some = (ids: readonly string[]): string =>
    `${ids.slice(0, IDS_SHOWN).join(', ')}${ids.length > IDS_SHOWN ? ', …' : ''}`;
  return [
    ...(stale.length === 0
      ? []
      : [`Not in the text index, or otherwise: ${stale.length} papers (${some(stale)})\n`]),
    ...(left.length === 0 ? [] : [`In the text index alone: ${left.length} papers (${some(left)})\n`]),
    ...(stale.length + left.length === 0 ? ['The text index is not complete.\n'] : []),
  ].join('');
}

function notMended(): number {
  process.stdout.write('npm run check-index -- --mend makes the text index agree with the engine.\n');
  return 1;
}
