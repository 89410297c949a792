import { setTimeout as sleep } from 'node:timers/promises';
import type { Engine } from '../engine/engine.ts';
import { EngineError, operatorMessageOf } from '../errors.ts';
import type { Log } from '../log.ts';
import { createWithClient, isRefusal } from './client.ts';
import { INDEX, SETTINGS } from './settings.ts';

const REQUEST_TIMEOUT_MS = 10_000;
const POLL_MS = 500;

/**
 * Brings the settings of an index that another version of this program made up to date, while searches go on. Says in
 * the log what it does, and what an operator has to do where it may not; never throws.
 * @param signal ends the waiting
 */
export async function keepSettings(engine: Engine, log: Log, signal: AbortSignal): Promise<void> {
  const withClient = createWithClient(engine, async ({ key }) => key, REQUEST_TIMEOUT_MS);
  let differ = false;
  try {
    if (hasOurSettings(await withClient(client => client.index(INDEX).getSettings()))) return;
    differ = true;
    const { taskUid } = await withClient(client => client.index(INDEX).updateSettings(SETTINGS));
    log.info(
      'the index has the settings of another version of this program: they are brought up to date, searches go on meanwhile',
    );
    for (;;) {
      const { status, error } = await withClient(client => client.tasks.getTask(taskUid));
      if (status === 'succeeded') break;
      if (status === 'failed' || status === 'canceled') throw new EngineError(error?.message ?? status);
      await sleep(POLL_MS, undefined, { signal });
    }
    log.info("the index's settings are up to date");
  } catch (error) {
    if (signal.aborted || isRefusal(error, 'index_not_found')) return;
    if (isKeyRefused(error)) {
      const what = differ
        ? 'the index has the settings of another version of this program, and MEILI_KEY may not change them'
        : 'MEILI_KEY may not read the settings of the index, so that nobody sees whether they are those of this version';
      log.warn(`${what}: run \`npm run ingest\` once, or the bot, with a key that may`);
      return;
    }
    log.error(`the index's settings could not be brought up to date: ${operatorMessageOf(error)}`);
  }
}

function isKeyRefused(error: unknown): boolean {
  return (
    error instanceof EngineError && isRefusal(error.cause, 'invalid_api_key', 'missing_authorization_header')
  );
}

/** The engine gives back every setting it has, lists in an order of its own where order means nothing. */
export function hasOurSettings(theirs: Readonly<Record<string, unknown>> | object): boolean {
  const have = new Map(Object.entries(theirs));
  return Object.entries(SETTINGS).every(([name, ours]) =>
    isWithin(ours, have.get(name), name !== 'searchableAttributes'),
  );
}

function isWithin(ours: unknown, theirs: unknown, anyOrder: boolean): boolean {
  if (Array.isArray(ours) && Array.isArray(theirs)) {
    const [a, b] = anyOrder ? [ours.toSorted(), theirs.toSorted()] : [ours, theirs];
    return JSON.stringify(a) === JSON.stringify(b);
  }
  if (typeof ours === 'object' && ours !== null) {
    const have = new Map(Object.entries(theirs ?? {}));
    return Object.entries(ours).every(([name, value]) => isWithin(value, have.get(name), anyOrder));
  }
  return ours === theirs;
}
