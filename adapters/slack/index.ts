import { App } from '@slack/bolt';
import type { Bot } from '../../src/bot/bot.ts';
import type { Post } from '../../src/channel.ts';
import type { SlackConfig } from '../../src/config.ts';
import type { Log } from '../../src/log.ts';
import type { Connected, Platform } from '../../src/platforms.ts';
import type { KeptText } from '../../src/state/kept-text.ts';
import { boltLogger } from './bolt-logger.ts';
import { eachOnce } from './deliveries.ts';
import type { Desk } from './desk.ts';
import { httpTransport } from './http.ts';
import { clientOptions, identify } from './identity.ts';
import { listenToClicks } from './listeners/click.ts';
import { listenToCommands } from './listeners/command.ts';
import { listenToHome } from './listeners/home.ts';
import { listenToLinks } from './listeners/links.ts';
import { slackPost } from './post.ts';
import { problemOf, wordsForOperator } from './problem.ts';
import { slackFetch } from './response-url.ts';
import { socketTransport } from './socket.ts';
import { createWorkInHand } from './work-in-hand.ts';

export interface SlackOptions {
  readonly config: SlackConfig;
  readonly bot: Pick<Bot, 'answer'>;
  readonly kept: KeptText;
  readonly log: Log;
}

/** Slack, over Socket Mode or HTTP as the configuration has it. */
export function slackPlatform(options: SlackOptions): Platform {
  return { name: 'Slack', start: () => start(options) };
}

async function start({ config, bot, kept, log }: SlackOptions): Promise<Connected> {
  const { transport: way } = config;
  const client = clientOptions(config);
  const logger = boltLogger(log);
  const identity = await identify(config, { ...client, logger });
  const transport =
    way.kind === 'socket'
      ? socketTransport(way.appToken, client, logger, log)
      : httpTransport(way, logger, log);

  const app = new App({
    token: config.botToken,
    botId: identity.botId,
    botUserId: identity.userId,
    // Done above: here it would be an unhandled rejection, and a wait before the first acknowledgement.
    tokenVerificationEnabled: false,
    convoStore: false,
    receiver: transport.receiver,
    clientOptions: { ...client, fetch: slackFetch(config.apiUrl) },
    logger,
  });
  const inHand = createWorkInHand();
  const stopping = new AbortController();
  const send = slackPost({
    token: config.botToken,
    client: { ...client, logger },
    kept,
    handle: identity.handle,
    signal: stopping.signal,
  });
  const post: Post = (...given) => inHand.add(send(...given));
  app.use(eachOnce(inHand, log));
  const desk: Desk = {
    bot,
    kept,
    log,
    client: app.client,
    handle: identity.handle,
    post,
  };
  listenToCommands(app, desk);
  listenToClicks(app, desk);
  listenToHome(app, desk);
  listenToLinks(app, desk);
  app.error(async error => {
    log.error({ err: error }, wordsForOperator(problemOf(error)));
  });

  log.info(`Slack: listening by ${await transport.start()} as @${identity.handle}`);
  return {
    name: 'slack',
    post,
    stop: async () => {
      stopping.abort();
      await transport.stop();
      await inHand.finished();
    },
  };
}
