import type { EngineConfig } from '../config.ts';
import { EngineUnavailableError } from '../errors.ts';
import type { Log } from '../log.ts';
import { openEmbedded } from './embedded.ts';
import type { Connection, Engine } from './engine.ts';
import { isHealthy } from './server.ts';

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
