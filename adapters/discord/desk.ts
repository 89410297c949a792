import type { Bot } from '../../src/bot/bot.ts';
import type { Completer } from '../../src/bot/complete.ts';
import type { Log } from '../../src/log.ts';
import type { KeptText } from '../../src/state/kept-text.ts';

/** What every listener works with. */
export interface Desk {
  readonly bot: Pick<Bot, 'answer'>;
  readonly completer: Completer;
  readonly kept: KeptText;
  readonly log: Log;
}
