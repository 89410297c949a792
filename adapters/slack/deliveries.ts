import type { AnyMiddlewareArgs, Middleware } from '@slack/bolt';
import { messageOf } from '../../src/errors.ts';
import type { Log } from '../../src/log.ts';
import { deliveryKey } from './payloads.ts';
import { createRecent } from './recent.ts';
import type { WorkInHand } from './work-in-hand.ts';

/** Slack repeats an event for up to an hour. */
const REPEATED_FOR_MS = 60 * 60 * 1_000;
/** At some hundred bytes each, a few megabytes. */
const MOST_REMEMBERED = 20_000;

/**
 * What comes in is acknowledged before anything else is done: Slack waits 3 s. Then it is done, once,
 * however often it is delivered, which Bolt does not see to.
 */
export function eachOnce(inHand: WorkInHand, log: Log): Middleware<AnyMiddlewareArgs> {
  const delivered = createRecent(REPEATED_FOR_MS, MOST_REMEMBERED);
  return async args => {
    try {
      // Bolt has acknowledged events itself.
      if ('ack' in args && args.ack !== undefined) await args.ack();
    } catch (error) {
      // The connection was dropped this moment. It is delivered again, and by then it is done.
      log.debug(`an acknowledgement did not reach Slack: ${messageOf(error)}`);
    }
    const key = deliveryKey(args.body);
    if (key === null || delivered.add(key)) await inHand.add(args.next());
  };
}
