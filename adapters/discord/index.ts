import { once } from 'node:events';
import {
  Client,
  DiscordjsError,
  DiscordjsErrorCodes,
  Events,
  GatewayIntentBits,
  type Interaction,
} from 'discord.js';
import type { Post } from '../../src/channel.ts';
import type { DiscordConfig } from '../../src/config.ts';
import { messageOf, PlatformError } from '../../src/errors.ts';
import type { Connected, Platform } from '../../src/platforms.ts';
import { settle } from './answer.ts';
import type { Desk, OpenDesk } from './desk.ts';
import { onAutocomplete } from './listeners/autocomplete.ts';
import { onButton } from './listeners/button.ts';
import { onCommand } from './listeners/command.ts';
import { onSelect } from './listeners/select.ts';
import { discordPost } from './post.ts';
import { restOptions, TOKEN_REFUSED } from './rest.ts';

/** Long enough for a slow network; Discord itself takes about a second. */
const START_PATIENCE_MS = 30_000;

/**
 * Discord's limit of 50 requests a second is not for answers to interactions, which is all that this client sends (posts have
 * one of their own). By discord.js's own count, a crowd's answers would wait for one another.
 */
const NO_LIMIT = Number.POSITIVE_INFINITY;

/** Discord, through its gateway: no public address is needed. */
export function discordPlatform(config: DiscordConfig, desk: Desk): Platform {
  return { name: 'Discord', start: () => start(config, desk) };
}

async function start(config: DiscordConfig, given: Desk): Promise<Connected> {
  const { kept, log } = given;
  const client = new Client({
    // Interactions come without any intent; discord.js keeps its servers by this one.
    intents: [GatewayIntentBits.Guilds],
    allowedMentions: { parse: [] },
    rest: { ...restOptions(config), globalRequestsPerSecond: NO_LIMIT },
  });
  const inHand = new Set<Promise<unknown>>();
  const keepInHand = <Result>(work: Promise<Result>): Promise<Result> => {
    inHand.add(work);
    void work.finally(() => inHand.delete(work));
    return work;
  };
  const stopping = new AbortController();
  const send = discordPost({ config, kept, signal: stopping.signal });
  const post: Post = (...parts) => keepInHand(send(...parts));
  const desk: OpenDesk = { ...given, post };
  const take = (interaction: Interaction): void => {
    void keepInHand(settle(handle(interaction, desk), log));
  };
  client.on(Events.InteractionCreate, take);
  client.on(Events.Error, error => log.error({ err: error }, 'the connection to Discord failed'));
  client.on(Events.ShardError, error => log.warn(`the connection to Discord failed: ${error.message}`));
  client.on(Events.ShardReconnecting, () => log.info('reconnecting to Discord'));
  client.on(Events.ShardResume, () => log.info('connected to Discord again; nothing was missed'));
  client.on(Events.ShardDisconnect, ({ code }) =>
    log.error(`Discord ended the connection for good (${code}): check the token and start again`),
  );
  await connect(client, config.token);
  // The first who types should not wait for the tags.
  void desk.completer.complete('', 1);
  log.info(`connected to Discord as ${client.user?.tag}`);
  return {
    name: 'discord',
    post,
    stop: async () => {
      stopping.abort();
      client.off(Events.InteractionCreate, take);
      await Promise.all(inHand);
      await client.destroy();
    },
  };
}

async function handle(interaction: Interaction, desk: OpenDesk): Promise<void> {
  if (interaction.isChatInputCommand()) return onCommand(interaction, desk);
  if (interaction.isAutocomplete()) return onAutocomplete(interaction, desk);
  if (interaction.isButton()) return onButton(interaction, desk);
  if (interaction.isStringSelectMenu()) return onSelect(interaction, desk);
}

/** @throws PlatformError saying what to mend */
async function connect(client: Client, token: string): Promise<void> {
  try {
    await Promise.all([
      once(client, Events.ClientReady, { signal: AbortSignal.timeout(START_PATIENCE_MS) }),
      client.login(token),
    ]);
  } catch (error) {
    await client.destroy();
    throw new PlatformError(problemOf(error), { cause: error });
  }
}

function problemOf(error: unknown): string {
  const isRefused =
    (error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid) ||
    // What the gateway says, where REST let the token pass.
    messageOf(error) === 'Authentication failed';
  if (isRefused) return TOKEN_REFUSED;
  const isSilent = error instanceof Error && error.name === 'AbortError';
  return isSilent
    ? `it did not let us in within ${START_PATIENCE_MS / 1_000} s`
    : `it cannot be reached: ${messageOf(error)}`;
}
