import { plain, type Reply } from './bot/reply.ts';
import type { ChannelAddress, Post, PostOutcome } from './channel.ts';
import { messageOf } from './errors.ts';
import type { Log } from './log.ts';

const STOPPING: PostOutcome = {
  kind: 'refused',
  by: 'platform',
  why: 'the bot is being stopped',
  advice: [plain('I am being stopped. Try it again in a minute.')],
};

export interface Posting<Message> {
  /** Aborted when the bot stops: nothing is posted any more. */
  readonly signal: AbortSignal;
  /** Makes what is sent; where it throws, nothing was. */
  readonly make: (to: ChannelAddress, reply: Reply, key: string) => Message;
  /** Sends it, and never throws. */
  readonly send: (message: Message) => Promise<PostOutcome>;
}

/** @returns the post of a platform, from what only the platform knows about it */
export function platformPost<Message>({ signal, make, send }: Posting<Message>): Post {
  return async (to, reply, key) => {
    if (signal.aborted) return STOPPING;
    let message: Message;
    try {
      message = make(to, reply, key);
    } catch (error) {
      return notMade(error);
    }
    return send(message);
  };
}

function notMade(error: unknown): PostOutcome {
  return {
    kind: 'refused',
    by: 'platform',
    why: `the post could not be made: ${messageOf(error)}`,
    advice: [plain('Sorry, something went wrong. It is in the log of whoever runs me.')],
  };
}

/** @returns a post to where somebody asks; what no one there can mend is told to the operator */
export function postTo(
  address: ChannelAddress,
  { post, log }: { readonly post: Post; readonly log: Log },
): (reply: Reply, key: string) => Promise<PostOutcome> {
  return async (reply, key) => {
    const outcome = await post(address, reply, key);
    if (outcome.kind === 'refused' && outcome.by === 'platform')
      log.warn(`a post was refused: ${outcome.why}`);
    return outcome;
  };
}
