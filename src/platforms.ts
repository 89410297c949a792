import type { ChannelAddress, Post } from './channel.ts';
import { messageOf, PlatformError } from './errors.ts';
import type { Log } from './log.ts';

/** A chat platform to connect to. */
export interface Platform {
  readonly name: string;
  /**
   * Connects, and returns once commands are answered.
   * @throws PlatformError saying what the operator has to mend
   */
  start(): Promise<Connected>;
}

export interface Connected {
  readonly name: ChannelAddress['platform'];
  /** Stops with `stop`: what is asked for afterwards is refused. */
  readonly post: Post;
  /** Takes no new commands, finishes those in hand, and disconnects. */
  stop(): Promise<void>;
}

/**
 * Connects to every platform that is on: one that cannot be reached is told in the log and stops no other.
 * @returns the connected ones, at least one
 * @throws PlatformError with what is wrong with each, where none can be reached
 */
export async function connect(platforms: readonly Platform[], log: Log): Promise<Connected[]> {
  const outcomes = await Promise.allSettled(platforms.map(platform => platform.start()));
  const problems = outcomes.flatMap((outcome, index) =>
    outcome.status === 'rejected' ? [`${platforms[index]?.name}: ${messageOf(outcome.reason)}`] : [],
  );
  const connected = outcomes.flatMap(outcome => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  if (connected.length === 0) throw new PlatformError(problems.join('\n'));
  for (const problem of problems) log.error(problem);
  return connected;
}
