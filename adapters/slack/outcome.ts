import { WebAPIHTTPError } from '@slack/web-api';
import { code, plain, type Text } from '../../src/bot/reply.ts';
import type { PostOutcome } from '../../src/channel.ts';
import { assertNever } from '../../src/errors.ts';
import { wasNeverSent } from '../../src/unsent.ts';
import { problemOf, wordsForCaller, wordsForOperator } from './problem.ts';

/** Slack's own words for these: some aspect of the operation may have succeeded. */
const PERHAPS_DONE = ['fatal_error', 'internal_error', 'service_unavailable'];

/** Where Slack limits the rate and does not say for how long. */
const UNTOLD_WAIT_MS = 30_000;

/**
 * @param error what chat.postMessage threw
 * @param handle the bot's name after `/invite @`
 * @returns what came of the post
 */
export function outcomeOf(error: unknown, channel: string, handle: string): PostOutcome {
  const problem = problemOf(error);
  const why = problem.kind === 'not in channel' ? 'the bot is not in the channel' : wordsForOperator(problem);
  const refused = (by: 'channel' | 'platform', advice: Text): PostOutcome => ({
    kind: 'refused',
    by,
    why,
    advice,
  });
  const words = wordsForCaller(problem, handle);
  switch (problem.kind) {
    case 'not in channel':
      return refused('channel', invite(channel, handle));
    case 'closed channel':
      return refused('channel', [plain('The channel is archived, or only some may post in it.')]);
    case 'rate limited':
      return {
        kind: 'limited',
        waitMs: problem.seconds === null ? UNTOLD_WAIT_MS : problem.seconds * 1_000,
        // Slack does not say whose limit it is; a channel's own is never reached by one post a day.
        everywhere: true,
      };
    case 'token refused':
    case 'missing scope':
      return refused('platform', words);
    case 'unreachable':
      return wasNeverSent(error) || isTurnedAway(error)
        ? refused('platform', words)
        : { kind: 'unknown', why };
    case 'refused':
      // An error of no such form is a page of something between, which nobody wants to read in a log.
      if (!isErrorCode(problem.error))
        return { kind: 'unknown', why: 'Slack gave no answer that can be read' };
      return PERHAPS_DONE.includes(problem.error) ? { kind: 'unknown', why } : refused('platform', words);
    // Of a post, these say that what came back could not be understood.
    case 'answer expired':
    case 'window expired':
    case 'foreign answer':
    case 'fault':
      return { kind: 'unknown', why };
    default:
      return assertNever(problem);
  }
}

/** Nobody can be invited to a conversation between two people. */
function invite(channel: string, handle: string): Text {
  return channel.startsWith('D')
    ? [
        plain('I am not part of this conversation. Type '),
        code('/iclr daily'),
        plain(' in a channel instead.'),
      ]
    : [
        plain('I am not in this channel. Type '),
        code(`/invite @${handle}`),
        plain(', then the command again.'),
      ];
}

/** Whether the request was turned away before it came to Slack's API; a status of 5xx or 408 does not tell. */
function isTurnedAway(error: unknown): boolean {
  return error instanceof WebAPIHTTPError && error.statusCode < 500 && error.statusCode !== 408;
}

/** The Slack client takes an answer that it cannot parse for the name of an error. */
function isErrorCode(error: unknown): boolean {
  return typeof error === 'string' && /^[a-z][a-z0-9_]*$/u.test(error);
}
