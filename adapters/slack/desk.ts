import type { WebClient } from '@slack/web-api';
import type { Bot } from '../../src/bot/bot.ts';
import type { Post } from '../../src/channel.ts';
import type { Log } from '../../src/log.ts';
import type { KeptText } from '../../src/state/kept-text.ts';

/** What every listener works with. */
export interface Desk {
  readonly bot: Pick<Bot, 'answer'>;
  readonly kept: KeptText;
  readonly client: WebClient;
  /** What to type after `/invite`, without the @. */
  readonly handle: string;
  readonly post: Post;
  readonly log: Log;
}
