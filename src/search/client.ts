import {
  Meilisearch,
  MeilisearchApiError,
  MeilisearchRequestError,
  MeilisearchRequestTimeOutError,
} from 'meilisearch';
import type { Connection, Engine } from '../engine/engine.ts';
import { BUSY_STATUSES } from '../engine/server.ts';
import { BUSY, EngineError, EngineUnavailableError, messageOf, UNREACHABLE } from '../errors.ts';

/** Runs something that may be run twice against the engine, wherever that is by now. */
export type WithClient = <T>(use: (client: Meilisearch) => Promise<T>) => Promise<T>;

/**
 * Gives a client for the engine's present address. Where nobody answers there, the engine is asked
 * once more where it is: it may just have changed hands.
 * @param keyFor the key to use over a connection; asked once for each
 * @param timeoutMs how long one request may take
 * @returns a function that throws EngineUnavailableError where the engine cannot be reached, is silent or busy, and
 * EngineError where it refuses the key, or cannot do its work before an operator has mended something
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
        if (error instanceof MeilisearchApiError) throw explainRefusal(error, engine);
        if (!isUnreachable(error)) throw error;
        if (connection !== null) engine.lost(connection);
        return { unreachable: error };
      }
    };
    const first = await attempt();
    if ('value' in first) return first.value;
    const second = await attempt();
    if ('value' in second) return second.value;
    // The first of what went wrong says most; where the engine is ours, it knows best.
    throw (
      engine.trouble?.('') ??
      (engine.trouble === undefined
        ? new EngineUnavailableError(UNREACHABLE, {
            detail:
              'what answers for it breaks off, or speaks no JSON: look at the server, or at a proxy before it',
            cause: first.unreachable,
          })
        : new EngineUnavailableError('the search engine is restarting', { cause: first.unreachable }))
    );
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

/** @returns whether the engine, or what stands before it, has too much to do now */
export function isBusy(error: unknown): boolean {
  return error instanceof MeilisearchApiError && BUSY_STATUSES.includes(error.response.status);
}

/** @returns what to throw for an answer that is no success; itself where only who asked can tell what it means */
function explainRefusal(error: MeilisearchApiError, engine: Engine): Error {
  if (isBusy(error)) return new EngineUnavailableError(BUSY, { cause: error });
  if (isRefusal(error, 'invalid_api_key', 'missing_authorization_header')) {
    return new EngineError(`Meilisearch refuses MEILI_KEY: ${messageOf(error)}`, { cause: error });
  }
  if (NEEDS_OTHER_SETTINGS.test(error.message)) {
    return new EngineUnavailableError('the index of papers is being brought up to date', {
      detail:
        `its settings are not those that this program needs (${error.message.split('\n', 1)[0]}). Where that stays so, run ` +
        '`npm run ingest` with a MEILI_KEY that may change settings',
      cause: error,
    });
  }
  if (error.response.status < 500 && !isRefusal(error, ...FAULTS)) return error;
  return (
    engine.trouble?.(`${error.cause?.code ?? ''} ${error.message}`) ??
    new EngineError(
      `Meilisearch could not do what it was asked (status ${error.response.status}): ${error.message}`,
      {
        cause: error,
      },
    )
  );
}

/**
 * What it says where the fault is its own; several searches in one request make a 400 of it. What finds no room for
 * what it was sent says that what it was sent is no JSON.
 */
const FAULTS = [
  'internal',
  'invalid_store_file',
  'io_error',
  'malformed_payload',
  'no_space_left_on_device',
  'too_many_open_files',
];

/** What an index answers whose settings are those of another version of this program. */
const NEEDS_OTHER_SETTINGS = /\bis not (?:filterable|searchable|sortable|facetable)\b/u;

/**
 * A body that breaks off half-way is a TypeError of fetch's own; one that is no JSON comes from a proxy whose server
 * is down, or from no Meilisearch at all.
 */
function isUnreachable(error: unknown): boolean {
  return (
    error instanceof MeilisearchRequestError ||
    error instanceof SyntaxError ||
    (error instanceof TypeError && /terminated/u.test(error.message))
  );
}
