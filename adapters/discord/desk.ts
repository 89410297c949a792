import type { Bot } from '../../src/bot/bot.ts';
import type { Completer } from '../../src/bot/complete.ts';
import type { Post } from '../../src/channel.ts';
import type { Log } from '../../src/log.ts';
import type { KeptText } from '../../src/state/kept-text.ts';

/** What the adapter works with. */
export interface Desk {
  readonly bot: Pick<Bot, 'answer'>;
  readonly completer: Completer;
  readonly kept: KeptText;
  readonly log: Log;
}

/** What every listener works with, too. */
export interface OpenDesk extends Desk {
  readonly post: Post;
}
