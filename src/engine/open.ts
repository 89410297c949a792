import type { EngineConfig } from '../config.ts';
import { assertNever, BUSY, EngineUnavailableError, UNREACHABLE } from '../errors.ts';
import type { Log } from '../log.ts';
import { openEmbedded } from './embedded.ts';
import type { Connection, Engine } from './engine.ts';
import { askHealth } from './server.ts';

/**
 * Opens the engine that the configuration names.
 * @param patienceMs how long {@link Engine.connection} waits for an engine that starts
 * @throws EngineError where the embedded one cannot be started
 */
export async function openEngine(config: EngineConfig, log: Log, patienceMs = 30_000): Promise<Engine> {
  if (config.kind === 'embedded') return openEmbedded(config, log, patienceMs);
  const connection: Connection = { url: plainAddress(config.url), key: config.key };
  let suspect = true;
  return {
    connection: async () => {
      if (suspect) await checkHealth(connection.url);
      suspect = false;
      return connection;
    },
    lost: () => {
      suspect = true;
    },
    close: async () => {},
  };
}

async function checkHealth(url: string): Promise<void> {
  const health = await askHealth(url);
  switch (health) {
    case 'well':
      return;
    case 'busy':
      throw new EngineUnavailableError(BUSY, { detail: `MEILI_URL=${url}` });
    case 'ill':
    case 'silent': {
      const how =
        health === 'silent' ? 'no Meilisearch answers' : 'what answers is no Meilisearch, or an ill one,';
      throw new EngineUnavailableError(UNREACHABLE, { detail: `${how} at MEILI_URL=${url}` });
    }
    default:
      assertNever(health);
  }
}

/** Where a server is, without what may be secret: a user, a password, a query. */
function plainAddress(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`.replace(/\/+$/u, '');
}
