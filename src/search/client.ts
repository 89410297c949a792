import {
  Meilisearch,
  MeilisearchApiError,
  MeilisearchRequestError,
  MeilisearchRequestTimeOutError,
} from 'meilisearch';
import type { Connection, Engine } from '../engine/engine.ts';
import { EngineError, EngineUnavailableError, messageOf } from '../errors.ts';

/** Runs something that may be run twice against the engine, wherever that is by now. */
export type WithClient = <T>(use: (client: Meilisearch) => Promise<T>) => Promise<T>;

/**
 * Gives a client for the engine's present address. Where nobody answers there, the engine is asked
 * once more where it is: it may just have changed hands.
 * @param keyFor the key to use over a connection; asked once for each
 * @param timeoutMs how long one request may take
 * @returns a function that throws EngineUnavailableError where the engine cannot be reached or is silent, and
 * EngineError where it refuses the key
 */
export function createWithClient(
  engine: Engine,
  keyFor: (connection: Connection) => Promise<string | null>,
  timeoutMs: number,
): WithClient {
  let known: { url: string; client: Promise<Meilisearch> } | null = null;

  const clientFor = (connection: Connection): Promise<Meilisearch> => {
    const { url } = connection;
    if (known?.url === url) return known.client;
    // Kept before it is there: two searches that come at once must not make two keys.
    const client = keyFor(connection).then(key => createClient({ url, key }, timeoutMs));
    known = { url, client };
    client.catch(() => {
      known = null;
    });
    return client;
  };

  return async use => {
    const attempt = async () => {
      let connection: Connection | null = null;
      try {
        connection = await engine.connection();
        return { value: await use(await clientFor(connection)) };
      } catch (error) {
        if (error instanceof Error && error.cause instanceof MeilisearchRequestTimeOutError) {
          throw new EngineUnavailableError(`the search engine did not answer within ${timeoutMs / 1000} s`, {
            cause: error,
          });
        }
        if (isRefusal(error, 'invalid_api_key', 'missing_authorization_header')) {
          throw new EngineError(`Meilisearch refuses MEILI_KEY: ${messageOf(error)}`, { cause: error });
        }
        if (!isUnreachable(error)) throw error;
        if (connection !== null) engine.lost(connection);
        return { unreachable: error };
      }
    };
    const first = await attempt();
    if ('value' in first) return first.value;
    const second = await attempt();
    if ('value' in second) return second.value;
    throw new EngineUnavailableError('the search engine is restarting', { cause: second.unreachable });
  };
}

/**
 * A client over one connection. Pages come uncompressed: inflating five papers' pages takes Node
 * six times as long as reading them (51 ms against 8).
 * @param timeoutMs how long one request may take
 */
export function createClient(connection: Connection, timeoutMs: number): Meilisearch {
  return new Meilisearch({
    host: connection.url,
    ...(connection.key === null ? {} : { apiKey: connection.key }),
    requestInit: { headers: { 'accept-encoding': 'identity' } },
    timeout: timeoutMs,
  });
}

/** @returns whether the engine refused with this code of its own, such as "index_not_found" */
export function isRefusal(error: unknown, ...codes: string[]): boolean {
  return error instanceof MeilisearchApiError && codes.includes(error.cause?.code ?? '');
}

/** A body that breaks off half-way is a TypeError of fetch's own. */
function isUnreachable(error: unknown): boolean {
  return (
    error instanceof MeilisearchRequestError ||
    (error instanceof TypeError && /terminated/u.test(error.message))
  );
}
