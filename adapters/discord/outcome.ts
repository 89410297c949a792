import { DiscordAPIError, RateLimitError, RESTJSONErrorCodes } from 'discord.js';
import { plain, type Text } from '../../src/bot/reply.ts';
import type { PostOutcome } from '../../src/channel.ts';
import { messageOf } from '../../src/errors.ts';
import { wasNeverSent } from '../../src/unsent.ts';
import type { PostingPermission } from './invite.ts';
import { TOKEN_REFUSED } from './rest.ts';

/** What to do about a channel that takes no post, by Discord's codes. */
const ADVICE: Readonly<Record<number, string>> = {
  [RESTJSONErrorCodes.UnknownChannel]: 'This channel is gone, or I was never in it.',
  [RESTJSONErrorCodes.UnknownGuild]: 'I am not in this server. Somebody who may manage it has to add me.',
  [RESTJSONErrorCodes.MissingAccess]:
    'I do not see this channel. Give me the permission View Channels here, or add me to the server.',
  [RESTJSONErrorCodes.MissingPermissions]:
    'I am not allowed to. Give me the permissions Send Messages and Embed Links here; in a thread, Send Messages in Threads.',
  [RESTJSONErrorCodes.CannotSendMessagesToThisUser]:
    'You take no direct messages from me. Your privacy settings for a server that we share can allow them.',
  [RESTJSONErrorCodes.CannotSendMessagesToThisUserDueToHavingNoMutualGuilds]:
    'You take no direct messages from me: we share no server. Add me to one that you are in.',
  [RESTJSONErrorCodes.CannotSendMessagesInNonTextChannel]: 'This is no channel for messages.',
  [RESTJSONErrorCodes.CannotExecuteActionOnThisChannelType]: 'This is no channel for messages.',
  [RESTJSONErrorCodes.CannotSendAMessageInAForumChannel]: 'A forum takes posts in its threads only.',
  [RESTJSONErrorCodes.ChannelVerificationLevelTooHighForYouToGainAccess]:
    'The verification level of this server keeps me out.',
  [RESTJSONErrorCodes.InvalidActionOnArchivedThread]: 'This thread is archived: open it again first.',
  [RESTJSONErrorCodes.ThreadLocked]: 'This thread is locked.',
  [RESTJSONErrorCodes.MessageWasBlockedByAutomaticModeration]:
    'AutoMod of this server does not let it through.',
  [RESTJSONErrorCodes.MessageBlockedByHarmfulLinksFilter]: 'The link filter does not let it through.',
};

const SORRY: Text = [plain('Sorry, Discord did not take this. It is in the log of whoever runs me.')];

/**
 * @param error what posting a message threw
 * @returns what came of the post
 */
export function outcomeOf(error: unknown): PostOutcome {
  if (error instanceof RateLimitError) return limited(error);
  if (error instanceof DiscordAPIError) return answered(error);
  const why = `Discord could not be reached: ${messageOf(error)}`;
  return wasNeverSent(error) ? refused('platform', why, SORRY) : { kind: 'unknown', why };
}

/** @returns the outcome for a channel in which the bot lacks these permissions */
export function mayNotPost(lacking: readonly PostingPermission[]): PostOutcome {
  const names = `${lacking.length === 1 ? 'permission' : 'permissions'} ${lacking.join(', ')}`;
  return refused('channel', `the bot lacks the ${names}`, [
    plain(`I lack the ${names}. Whoever manages this channel can give me that in its settings.`),
  ]);
}

function answered({ status, code, message }: DiscordAPIError): PostOutcome {
  if (status === 401) return refused('platform', TOKEN_REFUSED, SORRY);
  const why = `Discord answered with ${status}: ${message} (${code})`;
  // What a proxy says that waited in vain.
  if (status === 408) return { kind: 'unknown', why };
  const advice = ADVICE[Number(code)];
  return advice === undefined ? refused('platform', why, SORRY) : refused('channel', why, [plain(advice)]);
}

function limited({ retryAfter, timeToReset, sublimitTimeout, global }: RateLimitError): PostOutcome {
  return {
    kind: 'limited',
    waitMs: Math.max(1, Math.ceil(Math.max(retryAfter, timeToReset, sublimitTimeout))),
    // Every channel has limits of its own, too.
    everywhere: global,
  };
}

function refused(by: 'channel' | 'platform', why: string, advice: Text): PostOutcome {
  return { kind: 'refused', by, why, advice };
}
