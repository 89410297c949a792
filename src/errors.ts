/** The environment says something that cannot be; the message names the variable and how to mend it. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** The search engine cannot be had or kept; the message is for whoever runs the bot. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
}

/** The search engine does not answer now; the same request may succeed a little later. */
export class EngineUnavailableError extends Error {
  override readonly name = 'EngineUnavailableError';
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

/** Makes the compiler check that a switch has a case for every kind. */
export function assertNever(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`);
}
