import { type DiskTrouble, diskTroubleOf, diskTroubleText } from './disk.ts';
import {
  ConfigError,
  EngineError,
  EngineUnavailableError,
  operatorMessageOf,
  PlatformError,
  SourceError,
  TakenError,
} from './errors.ts';

/** The mask of files that nobody else may open, the search engine's and git's among them. */
const OWNER_ALONE = 0o077;

/** What is asked to stop gets this long to finish what it has in hand and to end its engine. */
const STOP_PATIENCE_MS = 8_000;

/** Errors whose message says all that an operator needs; anything else is a fault of ours, and shown whole. */
const EXPLAINED = [ConfigError, EngineError, EngineUnavailableError, PlatformError, SourceError, TakenError];

/** What may be wrong with one file alone. */
const OF_ONE_FILE: readonly DiskTrouble[] = ['not permitted', 'no folder'];

/** What asks a program to end, with the exit status of one that had not done its work. */
const STATUSES: Readonly<Record<string, number>> = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };

/** The exit status of a program that was ended before it had done its work: by Ctrl-C, SIGTERM or its terminal. */
export function interruptedStatus(signal: AbortSignal): number {
  return STATUSES[String(signal.reason)] ?? 130;
}

/**
 * Runs a whole program. What it and the programs that it starts write is for its user alone. SIGINT, SIGTERM and SIGHUP
 * abort the signal that it gets; it then has a few seconds to end by itself, and none after a second one.
 * @param run resolves to the exit status; what it throws is told on stderr, with exit status 1
 */
export async function runProgram(run: (signal: AbortSignal) => Promise<number>): Promise<void> {
  process.umask(OWNER_ALONE);
  const stopping = new AbortController();
  const stop = (reason: string): void => {
    if (stopping.signal.aborted) {
      // A terminal that closes says so more than once.
      if (reason === 'SIGHUP') return;
      process.exit(1);
    }
    stopping.abort(reason);
    setTimeout(() => process.exit(1), STOP_PATIENCE_MS).unref();
  };
  for (const name of Object.keys(STATUSES)) process.on(name, stop);
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // `| head` has read enough.
    if (error.code !== 'EPIPE') throw error;
    if (!stopping.signal.aborted) stop('EPIPE');
  });
  try {
    process.exitCode = await run(stopping.signal);
  } catch (error) {
    process.stderr.write(`${failureText(error)}\n`);
    process.exitCode = 1;
  }
}

/** @returns what ended a program: in one sentence where that says all, else with the stack */
export function failureText(error: unknown): string {
  if (EXPLAINED.some(kind => error instanceof kind)) return operatorMessageOf(error);
  // Any file may be the one that finds the disk full; a file that is missing or forbidden is told where it is used.
  const trouble = diskTroubleOf(error);
  if (error instanceof Error && trouble !== null && !OF_ONE_FILE.includes(trouble)) {
    const { path }: NodeJS.ErrnoException = error;
    return `${path ?? 'DATA_DIR'} cannot be used: ${diskTroubleText(trouble)}`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
