import type { Meilisearch } from 'meilisearch';
import type { Connection } from '../engine/engine.ts';
import { EngineError, messageOf } from '../errors.ts';
import type { Log } from '../log.ts';
import { createClient, isRefusal } from './client.ts';
import { INDEX } from './settings.ts';

/** Fixed, so that the key is made once: Meilisearch derives a key from its uid and the master key. */
const SEARCH_KEY_UID = '5e4a7c6e-1c1a-4019-9c1a-0123a5c0ffee';

/**
 * The bot reads what strangers type: its key can search the papers and do nothing else.
 * @returns a key that may only search; the given one where it may not make keys or none are wanted
 */
export async function searchKey(connection: Connection, log: Log): Promise<string | null> {
  const client = createClient(connection, 10_000);
  try {
    return await getOrMakeKey(client);
  } catch (error) {
    if (isRefusal(error, 'invalid_api_key', 'missing_authorization_header')) {
      await checkMaySearch(client);
      log.warn('MEILI_KEY may not make keys: the bot searches with it as it is');
      return connection.key;
    }
    if (isRefusal(error, 'missing_master_key')) {
      log.warn('the Meilisearch server wants no key: whoever reaches it can read and change everything');
      return connection.key;
    }
    throw error;
  }
}

/** @throws EngineError where the key is not even good for a search */
async function checkMaySearch(client: Meilisearch): Promise<void> {
  try {
    await client.index(INDEX).search('', { limit: 0 });
  } catch (error) {
    if (isRefusal(error, 'index_not_found')) return;
    if (!isRefusal(error, 'invalid_api_key', 'missing_authorization_header')) throw error;
    throw new EngineError(`Meilisearch refuses MEILI_KEY: ${messageOf(error)}`, { cause: error });
  }
}

async function getOrMakeKey(client: Meilisearch): Promise<string> {
  try {
    return (await client.getKey(SEARCH_KEY_UID)).key;
  } catch (error) {
    if (!isRefusal(error, 'api_key_not_found')) throw error;
  }
  try {
    const made = await client.createKey({
      uid: SEARCH_KEY_UID,
      name: 'search-iclr bot',
      description: 'Searches papers; made by search-iclr for itself',
      actions: ['search'],
      indexes: [INDEX],
      expiresAt: null,
    });
    return made.key;
  } catch (error) {
    // Another process of ours was faster.
    if (!isRefusal(error, 'api_key_already_exists')) throw error;
    return (await client.getKey(SEARCH_KEY_UID)).key;
  }
}
