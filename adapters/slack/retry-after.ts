import { setTimeout as sleep } from 'node:timers/promises';
import { WebAPIRateLimitedError } from '@slack/web-api';

/** Somebody waits for it. */
const LONGEST_WAIT_S = 30;
const ATTEMPTS = 3;

/**
 * Calls Slack's API, and where it limits the rate, again after as long as it says: up to three times,
 * and where that is half a minute at most.
 * @throws what the call throws, at last
 */
export async function obeyingRetryAfter<T>(call: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await call();
    } catch (error) {
      const isWorthWaiting =
        error instanceof WebAPIRateLimitedError && error.retryAfter <= LONGEST_WAIT_S && attempt < ATTEMPTS;
      if (!isWorthWaiting) throw error;
      await sleep(error.retryAfter * 1_000);
    }
  }
}
