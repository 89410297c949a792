import { type Logger, LogLevel } from '@slack/bolt';
import type { Log } from '../../src/log.ts';

/**
 * Bolt's log in ours. What it would say at the level of debugging is left out: whole payloads are in
 * that, with what people typed and the addresses that answer them.
 */
export function boltLogger(log: Log): Logger {
  const words = (parts: readonly unknown[]): string => `slack: ${parts.map(String).join(' ')}`;
  return {
    debug: () => {},
    info: (...parts) => log.debug(words(parts)),
    warn: (...parts) => log.warn(words(parts)),
    error: (...parts) => log.error(words(parts)),
    setLevel: () => {},
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  };
}
