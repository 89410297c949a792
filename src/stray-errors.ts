import { messageOf } from './errors.ts';
import type { Log } from './log.ts';

/**
 * Keeps the bot alive where a client library threw at something that came in, and nobody could catch it: Discord's
 * reads what comes over its gateway so. By default Node ends the process for it, and with it every other platform;
 * but what failed is one message, and the bot has no state in common with it: what it keeps stands in a database.
 * @returns what ends this
 */
export function surviveStrayErrors(log: Log): () => void {
  const tell = (error: unknown): void => {
    try {
      log.error({ err: error }, `something that came in could not be read: ${messageOf(error)}`);
    } catch {
      // Where the log itself failed, there is nobody to tell.
    }
  };
  process.on('unhandledRejection', tell);
  process.on('uncaughtException', tell);
  return () => {
    process.off('unhandledRejection', tell);
    process.off('uncaughtException', tell);
  };
}
