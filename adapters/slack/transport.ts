import type { Receiver } from '@slack/bolt';

/** A way on which Slack's commands, clicks and events come in. */
export interface Transport {
  readonly receiver: Receiver;
  /**
   * Returns once they come in.
   * @returns where from, in words for the log
   * @throws PlatformError saying what to mend
   */
  start(): Promise<string>;
  /** Lets nothing more in. */
  stop(): Promise<void>;
}
