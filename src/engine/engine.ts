import type { EngineConfig } from '../config.ts';
import { EngineUnavailableError } from '../errors.ts';
import type { Log } from '../log.ts';
import { openEmbedded } from './embedded.ts';
import { isHealthy } from './server.ts';

/** How to reach Meilisearch: its address, and a key that may do everything (null where it wants none). */
export interface Connection {
  readonly url: string;
  readonly key: string | null;
}

/** A Meilisearch that somebody keeps running: we, another process of this program, or an operator. */
export interface Engine {
  /**
   * Waits for an engine that is on its way up.
   * @throws EngineUnavailableError where it is being restarted, or does not come within the patience
   */
  connection(): Promise<Connection>;
  /** Says that a request over this connection found nobody: look before the connection is given out again. */
  lost(connection: Connection): void;
  /** Ends the engine where it is ours; others of this program that still need it start it again. */
  close(): Promise<void>;
}

/**
 * Opens the engine that the configuration names.
 * @param patienceMs how long {@link Engine.connection} waits for an engine that starts
 * @throws EngineError where the embedded one cannot be started
 */
export async function openEngine(config: EngineConfig, log: Log, patienceMs = 30_000): Promise<Engine> {
  if (config.kind === 'embedded') return openEmbedded(config, log, patienceMs);
  const connection: Connection = { url: config.url.replace(/\/+$/u, ''), key: config.key };
  let suspect = true;
  return {
    connection: async () => {
      if (suspect && !(await isHealthy(connection.url))) {
        throw new EngineUnavailableError(`no Meilisearch answers at MEILI_URL=${config.url}`);
      }
      suspect = false;
      return connection;
    },
    lost: () => {
      suspect = true;
    },
    close: async () => {},
  };
}
