import { type Logger, pino, transport } from 'pino';
import type { LogLevel } from './config.ts';

export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;

/**
 * A logger on stderr, because stdout carries answers alone: readable lines in a terminal, one JSON
 * object a line elsewhere.
 */
export function createLog(level: LogLevel): Log {
  if (!process.stderr.isTTY) return pino({ level }, pino.destination({ dest: 2, sync: true }));
  return pino(
    { level },
    transport({
      target: 'pino-pretty',
      options: { destination: 2, ignore: 'pid,hostname', translateTime: 'HH:MM:ss', sync: true },
    }),
  );
}
