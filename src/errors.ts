/** The environment says something that cannot be; the message names the variable and how to mend it. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** The search engine cannot be had or kept; the message is for whoever runs the bot. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  /** Whether it may be over at the next try, though nobody mends anything. */
  readonly isPassing: boolean;

  constructor(
    message: string,
    { isPassing = false, ...options }: ErrorOptions & { isPassing?: boolean } = {},
  ) {
    super(message, options);
    this.isPassing = isPassing;
  }
}

/**
 * The search engine does not answer now; the same request may succeed a little later. The message may be
 * read by anybody; the detail, such as an address, only by whoever runs the bot.
 */
export class EngineUnavailableError extends Error {
  override readonly name = 'EngineUnavailableError';
  readonly detail: string | null;

  constructor(
    message: string,
    { detail = null, ...options }: ErrorOptions & { detail?: string | null } = {},
  ) {
    super(message, options);
    this.detail = detail;
  }
}

/** What {@link EngineUnavailableError} says most often, for anybody to read. */
export const BUSY = 'the search engine is busy';
export const UNREACHABLE = 'the search engine cannot be reached';

/** What somebody hears whose command is not answered because there is too much to do. */
const BUSY_ANSWER = 'I am busy, try again in a moment.';

/** More is asked for than can be answered now; the message is for whoever asks, and the cause for the log. */
export class BusyError extends Error {
  override readonly name = 'BusyError';

  constructor(options?: ErrorOptions) {
    super(BUSY_ANSWER, options);
  }
}

/** A search that would hold up all others; the message says how to ask for less. */
export class TooCostlyError extends Error {
  override readonly name = 'TooCostlyError';

  constructor() {
    super(
      'This search takes too long: its phrases hold only words that nearly every paper says. ' +
        'Add a rarer word to each of them, or leave some out.',
    );
  }
}

/** A chat platform cannot be connected to, or refused us for good; the message says what to mend. */
export class PlatformError extends Error {
  override readonly name = 'PlatformError';
}

/** Another process has what this one needs; the message says which. */
export class TakenError extends Error {
  override readonly name = 'TakenError';
}

/** What was asked to be read cannot be read; the message names the file or address and what it lacks. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
}

/** @returns the message of anything that was thrown */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** @returns the same for whoever runs the bot, who may read more than the message */
export function operatorMessageOf(error: unknown): string {
  const detail = error instanceof EngineUnavailableError ? error.detail : null;
  return detail === null ? messageOf(error) : `${messageOf(error)}: ${detail}`;
}

/** Makes the compiler check that a switch has a case for every kind. */
export function assertNever(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`);
}
