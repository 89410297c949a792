import getPort from 'get-port';
import { slackPlatform } from '../../../adapters/slack/index.ts';
import type { Bot } from '../../../src/bot/bot.ts';
import type { Post } from '../../../src/channel.ts';
import { openState } from '../../../src/state/database.ts';
import { openKeptText } from '../../../src/state/kept-text.ts';
import { atEnd, memoryLog, temporaryFolder } from '../engine.ts';
import { post, SIGNING_SECRET, send } from './deliver.ts';
import type { Payload } from './payloads.ts';
import { type SlackServer, startSlack } from './server.ts';

/** The Slack adapter, connected to what stands in for Slack. */
export interface SlackBot {
  readonly slack: SlackServer;
  readonly log: ReturnType<typeof memoryLog>;
  /** Where it listens; 0 in Socket Mode. */
  readonly port: number;
  /** Delivers a payload, by whichever transport, and returns once it is acknowledged. */
  deliver(payload: Payload): Promise<void>;
  readonly post: Post;
  stop(): Promise<void>;
}

/** Starts the adapter; it is stopped after the tests of this file, if not before. */
export async function startSlackBot(
  kind: 'socket' | 'http',
  bot: Pick<Bot, 'answer'>,
  slack?: SlackServer,
): Promise<SlackBot> {
  const server = slack ?? (await startSlack());
  const port = kind === 'http' ? await getPort() : 0;
  const log = memoryLog();
  const connected = await slackPlatform({
    config: {
      botToken: 'xoxb-bot',
      apiUrl: server.apiUrl,
      transport:
        kind === 'socket'
          ? { kind, appToken: 'xapp-app' }
          : { kind, signingSecret: SIGNING_SECRET, host: '127.0.0.1', port },
    },
    bot,
    kept: openKeptText(openState(await temporaryFolder())),
    log,
  }).start();
  let isStopped = false;
  const stop = async (): Promise<void> => {
    if (isStopped) return;
    isStopped = true;
    await connected.stop();
  };
  atEnd(stop);
  return {
    slack: server,
    log,
    port,
    post: connected.post,
    deliver: async payload => {
      if (kind === 'socket') {
        await send(server, payload);
        return;
      }
      const { status, body } = await post(port, payload);
      if (status !== 200 || body !== '') throw new Error(`acknowledged with ${status} ${body}`);
    },
    stop,
  };
}
