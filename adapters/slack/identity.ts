import { WebClient, type WebClientOptions } from '@slack/web-api';
import type { SlackConfig } from '../../src/config.ts';
import { PlatformError } from '../../src/errors.ts';
import { problemOf, wordsForOperator } from './problem.ts';

/** Who the bot is in its workspace. */
export interface Identity {
  readonly botId: string;
  readonly userId: string;
  /** The user name, which is what `/invite @…` takes. */
  readonly handle: string;
}

/** How long one call may take, and how often it is made again where Slack cannot be reached. */
const CALL_TIMEOUT_MS = 10_000;
const RETRIES = { retries: 2, minTimeout: 300, factor: 2 };

/** A limited rate is told to us at once; retry-after.ts decides whether somebody can wait for so long. */
export function clientOptions({ apiUrl }: Pick<SlackConfig, 'apiUrl'>): WebClientOptions {
  return {
    ...(apiUrl === null ? {} : { slackApiUrl: apiUrl }),
    retryConfig: RETRIES,
    timeout: CALL_TIMEOUT_MS,
    rejectRateLimitedCalls: true,
  };
}

/**
 * Asks Slack whose token this is.
 * @throws PlatformError saying what to mend
 */
export async function identify(config: SlackConfig, options: WebClientOptions): Promise<Identity> {
  try {
    const found = await new WebClient(config.botToken, options).auth.test();
    return {
      botId: found.bot_id ?? '',
      userId: found.user_id ?? '',
      handle: found.user ?? 'search_iclr',
    };
  } catch (error) {
    throw new PlatformError(whyNot(error, config.apiUrl), { cause: error });
  }
}

function whyNot(error: unknown, apiUrl: string | null): string {
  const problem = problemOf(error);
  switch (problem.kind) {
    case 'token refused':
      return `Slack does not accept SLACK_BOT_TOKEN (${problem.error}): copy the Bot User OAuth Token (xoxb-…) from "OAuth & Permissions" of your app.`;
    case 'unreachable':
      return `Slack cannot be reached at ${apiUrl ?? 'https://slack.com/api/'} (${problem.why}).`;
    default:
      return wordsForOperator(problem);
  }
}
