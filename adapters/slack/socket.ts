import { setTimeout as sleep } from 'node:timers/promises';
import { type Logger, SocketModeReceiver } from '@slack/bolt';
import type { WebClientOptions } from '@slack/web-api';
import { PlatformError } from '../../src/errors.ts';
import type { Log } from '../../src/log.ts';
import { guardEnvelopes } from './envelopes.ts';
import { type Problem, problemOf, wordsForOperator } from './problem.ts';
import type { Transport } from './transport.ts';

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 30_000;

/**
 * Socket Mode: we connect to Slack. It drops every connection now and then and redelivers, on the next
 * one, what was not acknowledged. The client would wait five seconds before it connects again, and end
 * the process where Slack refuses it; so connecting again is done here, at once and for as long as it takes.
 */
export function socketTransport(
  appToken: string,
  options: WebClientOptions,
  logger: Logger,
  log: Log,
): Transport {
  const receiver = new SocketModeReceiver({
    appToken,
    logger,
    autoReconnectEnabled: false,
    // Tried again here, with a wait that grows.
    installerOptions: { clientOptions: { ...options, retryConfig: { retries: 0 } } },
  });
  guardEnvelopes(receiver.client, log);
  const stopping = new AbortController();
  let isConnecting = false;

  const connectAgain = async (): Promise<void> => {
    if (isConnecting || stopping.signal.aborted) return;
    isConnecting = true;
    for (
      let wait = 0;
      !stopping.signal.aborted;
      wait = Math.min(LONGEST_WAIT_MS, wait * 2 || FIRST_WAIT_MS)
    ) {
      try {
        await sleep(wait, undefined, { signal: stopping.signal });
        await receiver.start();
        break;
      } catch (error) {
        if (!stopping.signal.aborted) log.warn(`Socket Mode is not connected: ${whyNot(problemOf(error))}`);
      }
    }
    isConnecting = false;
  };

  return {
    receiver,
    start: async () => {
      try {
        await receiver.start();
      } catch (error) {
        throw new PlatformError(whyNot(problemOf(error)), { cause: error });
      }
      receiver.client.on('disconnected', connectAgain);
      return 'Socket Mode';
    },
    stop: async () => {
      stopping.abort();
      await receiver.stop();
    },
  };
}

function whyNot(problem: Problem): string {
  switch (problem.kind) {
    case 'token refused':
      return `Slack does not accept SLACK_APP_TOKEN (${problem.error}): make an app-level token (xapp-…) with the scope connections:write under "Basic Information" of your app.`;
    case 'fault':
      return 'Slack closed the connection before it was made.';
    default:
      return `${wordsForOperator(problem)}.`;
  }
}
