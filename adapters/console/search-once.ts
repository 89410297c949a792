import { Command, InvalidArgumentError } from 'commander';
import { problemText } from '../../src/bot/problem.ts';
import type { Reply } from '../../src/bot/reply.ts';
import { resultsReply } from '../../src/bot/results.ts';
import { readConfig } from '../../src/config.ts';
import { openEngine } from '../../src/engine/open.ts';
import { ARCHIVE_URL } from '../../src/greeting.ts';
import { createLog } from '../../src/log.ts';
import { runProgram } from '../../src/program.ts';
import { openLibrary } from '../../src/search/library.ts';
import { parseQuery, queryText } from '../../src/search/query.ts';
import { toJson } from './json.ts';
import { PLAIN, paint } from './paint.ts';
import { renderReply } from './render.ts';
import { styleOf } from './terminal.ts';

interface Options {
  readonly page?: number;
  readonly limit: number;
  readonly json?: true;
}

const program = new Command('search')
  .description('One search, for scripts: the answer on stdout, everything else on stderr.')
  .argument('<query...>', "the query, as after /iclr: 'relu networks' or 'cites:\"kingma ba\" -gan'")
  .option('--page <number>', 'which page of the results, from 1', wholeNumber(1, 999_999))
  .option('--limit <number>', 'papers a page, 1 to 100', wholeNumber(1, 100), 5)
  .option('--json', 'print JSON instead of text')
  // A query may begin with a minus.
  .allowUnknownOption()
  .action((words: string[], options: Options, command: Command) => {
    const mistyped = words.find(word => /^--[a-z]/u.test(word));
    if (mistyped !== undefined) command.error(`error: unknown option '${mistyped}'`);
    return runProgram(() => searchOnce(words.join(' '), options));
  });

await program.parseAsync();

/** @returns the exit status: 2 for a query that has to be changed */
async function searchOnce(text: string, { page, limit, json }: Options): Promise<number> {
  const config = readConfig();
  const log = createLog(config.logLevel);
  const parsed = parseQuery(page === undefined ? text : queryText(text, page));
  if (!parsed.ok) {
    process.stderr.write(`${paint(problemText(parsed.problem), PLAIN)}\n`);
    return 2;
  }
  const engine = await openEngine(config.engine, log);
  const library = openLibrary(engine, config.dataDir, log);
  try {
    await library.bringUp((done, of) => {
      process.stderr.write(`Making the text index: ${done} of ${of} papers\n`);
    });
    const { papers } = library;
    const result = await papers.search(parsed.query, limit);
    if (result.total === 0 && (await papers.counts()).papers === 0) {
      process.stderr.write(
        `The index is empty. npm start fills it with titles and keywords; the full text comes with: npm run ingest -- archive ${ARCHIVE_URL}\n`,
      );
    }
    const answer = json
      ? JSON.stringify(toJson(parsed.query, result), null, 2)
      : renderReply(onePage(resultsReply(parsed.query, result)), styleOf(process.stdout, config.color));
    process.stdout.write(`${answer}\n`);
    if (!json && result.page < result.pages)
      process.stderr.write(`The next page: --page ${result.page + 1}\n`);
    return 0;
  } finally {
    await library.close();
    await engine.close();
  }
}

/** Its pages are turned by --page, and not by what is typed in a chat. */
function onePage(reply: Reply): Reply {
  return reply.kind === 'results' ? { ...reply, previous: null, next: null } : reply;
}

function wholeNumber(least: number, most: number): (text: string) => number {
  return text => {
    const number = Number(text);
    if (/^\d+$/u.test(text) && number >= least && number <= most) return number;
    throw new InvalidArgumentError(`It has to be a whole number from ${least} to ${most}.`);
  };
}
