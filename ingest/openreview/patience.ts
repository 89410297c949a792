import { setTimeout as sleep } from 'node:timers/promises';
import pRetry from 'p-retry';
import { z } from 'zod';
import { SourceError } from '../../src/errors.ts';
import type { Report } from '../source.ts';
import { type Answer, DownError, exchange } from './exchange.ts';
import type { Exchange } from './reach.ts';
import { clockTime, closedUntil } from './windows.ts';

/** How a server that is down is tried again: growing waits, jittered, so that nobody comes all at once. */
export interface Pace {
  readonly retries: number;
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
  readonly timeoutMs: number;
}

/** In all about five minutes; a large PDF over a slow line may take minutes, too. */
const PACE: Pace = { retries: 8, firstWaitMs: 1_000, longestWaitMs: 90_000, timeoutMs: 300_000 };

/** A computer that slept through a long wait looks at the clock again after so long. */
const LOOK_MS = 30_000;

export interface Patience {
  /**
   * Makes a request, waits while the server limits the rate, and tries again where it is down.
   * @param leave once aborted, no wait for the rate goes on; a request that is under way does
   * @returns an answer of any status but 429 and 5xx
   * @throws SourceError where the server stays down; LeftError where a wait was left; the signal's reason
   * once it is aborted
   */
  send(request: Exchange, leave?: AbortSignal): Promise<Answer>;
}

/** There was no time to wait until a server takes requests again. */
export class LeftError extends Error {
  override readonly name = 'LeftError';
}

const limitSchema = z.object({ details: z.object({ resetTime: z.string() }) });

/** @param report told what is waited for */
export function openPatience(signal: AbortSignal, report: Report, pace: Pace = PACE): Patience {
  // OpenReview counts the requests to each path of a host by themselves.
  const closed = new Map<string, number>();

  const untilOpen = async (path: string, leave: AbortSignal | undefined): Promise<void> => {
    const either = leave === undefined ? signal : AbortSignal.any([signal, leave]);
    for (;;) {
      const now = Date.now();
      const until = closed.get(path) ?? 0;
      if (until <= now) break;
      report(`waiting for OpenReview until ${clockTime(until, now)}`);
      try {
        await sleep(Math.min(until - now, LOOK_MS), undefined, { signal: either });
      } catch (error) {
        signal.throwIfAborted();
        throw new LeftError('it was left', { cause: error });
      }
    }
    closed.delete(path);
    report(null);
  };

  const attempt = async (request: Exchange, leave: AbortSignal | undefined): Promise<Answer> => {
    const path = `${request.url.origin}${request.url.pathname}`;
    for (;;) {
      await untilOpen(path, leave);
      const answer = await exchange(request, pace.timeoutMs, signal);
      const until = closedUntil({ ...answer, resetTime: resetTimeOf(answer) }, Date.now());
      if (until !== null) closed.set(path, until);
      if (answer.status !== 429) return answer;
    }
  };

  return {
    send: async (request, leave) => {
      try {
        return await pRetry(() => attempt(request, leave), {
          retries: pace.retries,
          minTimeout: pace.firstWaitMs,
          maxTimeout: pace.longestWaitMs,
          randomize: true,
          signal,
          shouldRetry: ({ error }) => error instanceof DownError,
          onFailedAttempt: ({ error, attemptNumber, retriesLeft }) => {
            // A single failure is over before anybody has read of it.
            if (attemptNumber > 1 && retriesLeft > 0)
              report(`OpenReview is down (${error.message}), trying again`);
          },
        });
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof DownError)) throw error;
        const { origin, pathname } = request.url;
        throw new SourceError(
          `OpenReview does not answer at ${origin}${pathname}, tried ${pace.retries + 1} times: ${error.message}. ` +
            'What was done is kept; run it again later.',
          { cause: error },
        );
      }
    },
  };
}

/** @returns whether it says that a server stays down, and nothing else is wrong */
export function isDown(error: unknown): boolean {
  return error instanceof SourceError && error.cause instanceof DownError;
}

function resetTimeOf({ content }: Answer): string | null {
  if (content.kind !== 'json') return null;
  const parsed = limitSchema.safeParse(content.value);
  return parsed.success ? parsed.data.details.resetTime : null;
}
