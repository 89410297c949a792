import {
  ConfigError,
  EngineError,
  EngineUnavailableError,
  PlatformError,
  SourceError,
  TakenError,
} from './errors.ts';

/** What is asked to stop gets this long to finish the answers in hand. */
const STOP_PATIENCE_MS = 5_000;

/** Errors whose message says all that an operator needs; anything else is a fault of ours, and shown whole. */
const EXPLAINED = [ConfigError, EngineError, EngineUnavailableError, PlatformError, SourceError, TakenError];

/**
 * Runs a whole program. SIGINT and SIGTERM abort the signal that it gets; it then has a few seconds to
 * end by itself.
 * @param run resolves to the exit status; what it throws is told on stderr, with exit status 1
 */
export async function runProgram(run: (signal: AbortSignal) => Promise<number>): Promise<void> {
  const stopping = new AbortController();
  const stop = (): void => {
    stopping.abort();
    setTimeout(() => process.exit(1), STOP_PATIENCE_MS).unref();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // `| head` has read enough.
    if (error.code !== 'EPIPE') throw error;
    stop();
  });
  try {
    process.exitCode = await run(stopping.signal);
  } catch (error) {
    const explained = EXPLAINED.some(kind => error instanceof kind);
    process.stderr.write(`${explained && error instanceof Error ? error.message : inspect(error)}\n`);
    process.exitCode = 1;
  }
}

function inspect(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
