import { discordPlatform } from '../../../adapters/discord/index.ts';
import { createBot } from '../../../src/bot/bot.ts';
import { createCompleter } from '../../../src/bot/complete.ts';
import type { DailyDesk } from '../../../src/bot/daily.ts';
import type { Connected, Platform } from '../../../src/platforms.ts';
import type { Papers } from '../../../src/search/papers.ts';
import { openState } from '../../../src/state/database.ts';
import { openKeptText } from '../../../src/state/kept-text.ts';
import { atEnd, memoryLog } from '../engine.ts';
import { type FakeDiscord, startDiscord, TOKEN } from './server.ts';

/** @returns a Discord that is gone after the tests of this file */
export async function openDiscord(): Promise<FakeDiscord> {
  const discord = await startDiscord();
  atEnd(() => discord.close());
  return discord;
}

export interface BotOptions {
  readonly discord: FakeDiscord;
  readonly papers: Papers;
  /** Where state.sqlite is. */
  readonly dataDir: string;
  readonly token?: string;
  readonly log?: ReturnType<typeof memoryLog>;
  readonly daily?: DailyDesk;
}

/** @returns the real adapter, with the real bot behind it, for a Discord of our own */
export function botFor({
  discord,
  papers,
  dataDir,
  token = TOKEN,
  log = memoryLog(),
  daily,
}: BotOptions): Platform {
  return discordPlatform(
    { token, apiUrl: discord.apiUrl },
    {
      bot: createBot(papers, log, () => 0.5, daily ?? null),
      completer: createCompleter(papers, log),
      kept: openKeptText(openState(dataDir)),
      log,
    },
  );
}

/** Starts it, until the tests of this file are over. */
export async function startBot(options: BotOptions): Promise<Connected> {
  const connected = await botFor(options).start();
  atEnd(() => connected.stop());
  return connected;
}
