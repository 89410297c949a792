import type { EngineError } from '../errors.ts';

/** How to reach Meilisearch: its address, and a key that may do everything (null where it wants none). */
export interface Connection {
  readonly url: string;
  readonly key: string | null;
}

/** A Meilisearch that somebody keeps running: we, another process of this program, or an operator. */
export interface Engine {
  /**
   * Waits for an engine that is on its way up.
   * @throws EngineUnavailableError where it is being restarted, or does not come within the patience, and EngineError
   * where it cannot live before an operator has mended something
   */
  connection(): Promise<Connection>;
  /** Says that a request over this connection found nobody: look before the connection is given out again. */
  lost(connection: Connection): void;
  /**
   * Looks for what keeps the engine from doing its work: a full disk, a damaged database. Absent where the engine
   * is somebody else's, whose disk and log we do not see.
   * @param said what it answered with; empty where it is only slow
   * @returns what an operator has to do about it, or null where nothing is known to be wrong
   */
  readonly trouble?: (said: string) => EngineError | null;
  /** Ends the engine where it is ours; others of this program that still need it start it again. */
  close(): Promise<void>;
}
