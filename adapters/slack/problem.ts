import { RespondError } from '@slack/bolt';
import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';
import { z } from 'zod';
import { code, plain, type Text } from '../../src/bot/reply.ts';
import { assertNever, messageOf } from '../../src/errors.ts';
import { ForeignAnswerError } from './response-url.ts';

/** What can go wrong with what we ask of Slack. */
export type Problem =
  | { readonly kind: 'not in channel' | 'closed channel' | 'answer expired' | 'window expired' }
  | { readonly kind: 'missing scope'; readonly scope: string }
  | { readonly kind: 'rate limited'; readonly seconds: number | null }
  | { readonly kind: 'token refused'; readonly error: string }
  | { readonly kind: 'unreachable'; readonly why: string }
  | { readonly kind: 'refused'; readonly error: string }
  | { readonly kind: 'foreign answer'; readonly words: string }
  | { readonly kind: 'fault'; readonly error: unknown };

/** A private channel that the bot is not in does not exist for it. */
const NOT_IN_CHANNEL = ['not_in_channel', 'channel_not_found'];
const CLOSED_CHANNEL = [
  'is_archived',
  'restricted_action',
  'restricted_action_read_only_channel',
  'restricted_action_thread_only_channel',
  'restricted_action_non_threadable_channel',
  'ekm_access_denied',
  'external_channel_migrating',
  'messages_tab_disabled',
];
/** In the body of an answer, for messages and for calls. */
const RATE_LIMITED = ['ratelimited', 'rate_limited', 'message_limit_exceeded'];
const TOKEN_REFUSED = [
  'token_revoked',
  'token_expired',
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'not_allowed_token_type',
];
const WINDOW_EXPIRED = ['expired_trigger_id', 'trigger_expired', 'exchanged_trigger_id', 'view_not_found'];

const scopeSchema = z.object({ needed: z.string() });

/** @param error what a call of Slack's API or of a response_url threw */
export function problemOf(error: unknown): Problem {
  if (error instanceof WebAPIPlatformError) return refusal(error.data.error, error.data);
  if (error instanceof WebAPIRateLimitedError) return { kind: 'rate limited', seconds: error.retryAfter };
  if (error instanceof WebAPIHTTPError) return { kind: 'unreachable', why: `status ${error.statusCode}` };
  if (error instanceof WebAPIRequestError) return { kind: 'unreachable', why: causeOf(error.original) };
  if (error instanceof ForeignAnswerError) return { kind: 'foreign answer', words: error.message };
  if (error instanceof RespondError) return refusedAnswer(error.statusCode);
  if (error instanceof TypeError && error.message === 'fetch failed')
    return { kind: 'unreachable', why: causeOf(error) };
  return { kind: 'fault', error };
}

function refusal(error: string, data: unknown): Problem {
  if (NOT_IN_CHANNEL.includes(error)) return { kind: 'not in channel' };
  if (CLOSED_CHANNEL.includes(error)) return { kind: 'closed channel' };
  if (TOKEN_REFUSED.includes(error)) return { kind: 'token refused', error };
  if (WINDOW_EXPIRED.includes(error)) return { kind: 'window expired' };
  if (RATE_LIMITED.includes(error)) return { kind: 'rate limited', seconds: null };
  if (error === 'missing_scope') {
    const needed = scopeSchema.safeParse(data);
    return {
      kind: 'missing scope',
      scope: needed.success ? needed.data.needed : 'one that it does not name',
    };
  }
  return { kind: 'refused', error };
}

/** A response_url answers 404 when it has been used five times or is older than half an hour. */
function refusedAnswer(status: number): Problem {
  if (status === 404 || status === 410) return { kind: 'answer expired' };
  if (status === 429) return { kind: 'rate limited', seconds: null };
  return status >= 500
    ? { kind: 'unreachable', why: `status ${status}` }
    : { kind: 'refused', error: `status ${status}` };
}

/** fetch says "fetch failed", and hides what failed in the cause. */
function causeOf(error: Error): string {
  return error.cause === undefined ? error.message : messageOf(error.cause);
}

/**
 * @param handle the bot's name after `/invite @`
 * @returns what to say to whoever clicked or typed
 */
export function wordsForCaller(problem: Problem, handle: string): Text {
  switch (problem.kind) {
    case 'not in channel':
      return [
        plain('I am not in this channel, so I cannot post here. Type '),
        code(`/invite @${handle}`),
        plain(' and press it again.'),
      ];
    case 'closed channel':
      return [plain('This channel takes no posts from me: it is archived, or only some may post in it.')];
    case 'missing scope':
      return [
        plain('I was not given the right to do this. Whoever runs me has to add the scope '),
        code(problem.scope),
        plain(' and install me again.'),
      ];
    case 'rate limited':
      return [
        plain('Slack wants me to post less often. Press it again in '),
        plain(problem.seconds === null ? 'a minute.' : `${problem.seconds} seconds.`),
      ];
    case 'token refused':
      return [plain('Slack does not accept my token any more. Whoever runs me has to renew it.')];
    case 'answer expired':
    case 'window expired':
      return [plain('This took longer than Slack waits for. Please try it once more.')];
    case 'unreachable':
      return [plain('I could not reach Slack for this. Please try it once more.')];
    case 'refused':
    case 'foreign answer':
    case 'fault':
      return [plain('Sorry, Slack did not take this. It is in the log of whoever runs me.')];
    default:
      return assertNever(problem);
  }
}

/** @returns what happened and what to mend, for the log */
export function wordsForOperator(problem: Problem): string {
  switch (problem.kind) {
    case 'not in channel':
      return 'somebody wanted to share in a channel that the bot is not in, and was told to invite it';
    case 'closed channel':
      return 'a channel takes no posts from the bot: it is archived or restricted';
    case 'missing scope':
      return `the Slack app lacks the scope ${problem.scope}: add it as adapters/slack/manifest.json has it, and install the app again`;
    case 'rate limited':
      return `Slack limits the rate${problem.seconds === null ? '' : ` for ${problem.seconds} s`}, for longer than somebody can be kept waiting`;
    case 'token refused':
      return `Slack does not accept SLACK_BOT_TOKEN any more (${problem.error}): install the app again, and set the token that it shows then`;
    case 'answer expired':
      return 'an answer came too late: its response_url had been used five times or was older than half an hour';
    case 'window expired':
      return 'an answer came too late for its window: Slack waits 3 s for it to open, and somebody may close it';
    case 'unreachable':
      return `Slack could not be reached: ${problem.why}`;
    case 'refused':
      return `Slack refused with ${problem.error}`;
    case 'foreign answer':
      return `${problem.words}: nothing was sent there`;
    case 'fault':
      return `a fault in the Slack adapter: ${messageOf(problem.error)}`;
    default:
      return assertNever(problem);
  }
}
