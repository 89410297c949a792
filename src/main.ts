import { once } from 'node:events';
import { runConsole } from '../adapters/console/index.ts';
import { styleOf } from '../adapters/console/terminal.ts';
import type { Desk as DiscordDesk } from '../adapters/discord/desk.ts';
import { discordPlatform } from '../adapters/discord/index.ts';
import { slackPlatform } from '../adapters/slack/index.ts';
import { type Bot, createBot } from './bot/bot.ts';
import { createCompleter } from './bot/complete.ts';
import type { DailyDesk } from './bot/daily.ts';
import { composing } from './bot/daily-post.ts';
import { loadCatalogue } from './catalogue.ts';
import { type Config, readConfig } from './config.ts';
import { awaitedEngine } from './engine/awaited.ts';
import type { Engine } from './engine/engine.ts';
import { openEngine } from './engine/open.ts';
import { EngineUnavailableError } from './errors.ts';
import { greeting } from './greeting.ts';
import { openDaily } from './inspiration/daily.ts';
import { openDeliveries } from './inspiration/deliveries.ts';
import { openSubscriptions } from './inspiration/subscriptions.ts';
import { claim, tryClaim } from './lock/claim.ts';
import { createLog, type Log } from './log.ts';
import { connect, type Platform } from './platforms.ts';
import { makePrivate } from './private.ts';
import { runProgram } from './program.ts';
import { isEmpty } from './search/engine-papers.ts';
import { openEngineSearch } from './search/engine-search.ts';
import { openIndexer } from './search/indexer.ts';
import { type Library, openLibrary } from './search/library.ts';
import { keepSettings } from './search/settings-kept.ts';
import { openState, type StateDatabase } from './state/database.ts';
import { openKeptText } from './state/kept-text.ts';
import { surviveStrayErrors } from './stray-errors.ts';
import { openTexts } from './texts/texts.ts';

/** An engine with papers in it; the index may still be brought up to date. */
interface Filled {
  readonly engine: Engine;
  readonly upToDate: Promise<void>;
}

await runProgram(async signal => {
  const config = readConfig();
  const log = createLog(config.logLevel);
  makePrivate(config);
  const lock = claim(config.dataDir, 'bot');
  const ending = new AbortController();
  try {
    const state = openState(config.dataDir);
    const opening = openFilledEngine(config, log, ending.signal);
    const engine = awaitedEngine(opening.then(filled => filled.engine));
    try {
      await run(config, state, engine, opening, log, signal);
    } finally {
      ending.abort();
      await engine.close();
    }
  } finally {
    lock.release();
  }
  return 0;
});

/** @param opening settles when the engine is there, with papers in it, or cannot be had */
async function run(
  config: Config,
  state: StateDatabase,
  engine: Engine,
  opening: Promise<Filled>,
  log: Log,
  signal: AbortSignal,
): Promise<void> {
  const library = openLibrary(engine, config.dataDir, log);
  try {
    await runOn(library, config, state, opening, log, signal);
  } finally {
    await library.close();
  }
}

async function runOn(
  library: Library,
  config: Config,
  state: StateDatabase,
  opening: Promise<Filled>,
  log: Log,
  signal: AbortSignal,
): Promise<void> {
  const { papers } = library;
  const daily: DailyDesk = {
    subscriptions: openSubscriptions(state),
    deliveries: openDeliveries(state),
    defaults: config.inspiration,
    composing: () => composing(papers),
    now: Date.now,
  };
  const bot = createBot(papers, log, Math.random, daily);
  const kept = openKeptText(state, Date.now, why => log.error(why));
  const platforms = platformsOf(config, { bot, kept, completer: createCompleter(papers, log), log });
  const opened = opening.then(async ({ upToDate }) => {
    library.keep();
    const counts = await papers.counts().catch(async (error: unknown) => {
      if (!(error instanceof EngineUnavailableError)) throw error;
      await upToDate;
      return papers.counts();
    });
    process.stderr.write(`${greeting(counts)}\n`);
  });
  if (platforms.length > 0) return serve(platforms, daily, opened, log, signal);
  await opened;
  await converse(bot, config, signal);
}

/** Connects while the engine starts: what is asked meanwhile waits for it. */
async function serve(
  platforms: readonly Platform[],
  desk: DailyDesk,
  opened: Promise<void>,
  log: Log,
  signal: AbortSignal,
): Promise<void> {
  const endSurvival = surviveStrayErrors(log);
  const connecting = connect(platforms, log);
  const posting = connecting.then(connected => {
    const daily = openDaily({ ...desk, platforms: connected, log });
    daily.start();
    return daily;
  });
  try {
    await Promise.all([posting, opened]);
    if (!signal.aborted) await once(signal, 'abort');
  } finally {
    // Whoever still asks the engine must be done before it is closed.
    await opened.catch(() => {});
    const daily = await posting.catch(() => null);
    await daily?.stop();
    const connected = await connecting.catch(() => []);
    await Promise.all(connected.map(platform => platform.stop()));
    endSurvival();
  }
}

/** The platforms that the configuration turns on. */
function platformsOf({ slack, discord }: Config, desk: DiscordDesk): Platform[] {
  return [
    ...(slack === null ? [] : [slackPlatform({ ...desk, config: slack })]),
    ...(discord === null ? [] : [discordPlatform(discord, desk)]),
  ];
}

/** Without a platform, the terminal or the pipe is where the bot talks. */
async function converse(bot: Bot, config: Config, signal: AbortSignal): Promise<void> {
  const { stdin, stdout, stderr } = process;
  const isConversation = stdin.isTTY && stdout.isTTY;
  if (isConversation) stderr.write('/iclr help says what can be asked; Ctrl-C ends.\n\n');
  await runConsole({
    bot,
    input: stdin,
    output: stdout,
    prompt: isConversation ? 'iclr> ' : null,
    style: () => styleOf(stdout, config.color),
    signal,
  });
}

/** An index that another version made is brought up to date while it is searched: nobody waits for that. */
async function openFilledEngine(config: Config, log: Log, signal: AbortSignal): Promise<Filled> {
  const engine = await openEngine(config.engine, log);
  try {
    await fillEmptyIndex(config, engine, log);
  } catch (error) {
    await engine.close();
    throw error;
  }
  return { engine, upToDate: keepSettings(engine, log, signal) };
}

async function fillEmptyIndex(config: Config, engine: Engine, log: Log): Promise<void> {
  if (!(await isEmpty(openEngineSearch(engine, log)))) return;
  // Whoever is bringing papers in at this moment needs no catalogue beneath them.
  const ingest = tryClaim(config.dataDir, 'ingest');
  if (ingest === null) return;
  const texts = openTexts(config.dataDir);
  try {
    await loadCatalogue(openIndexer(engine, texts));
  } finally {
    await texts.close();
    ingest.release();
  }
}
