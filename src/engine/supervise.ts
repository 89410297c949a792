import pRetry from 'p-retry';
import { EngineError, messageOf } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Server } from './server.ts';

/**
 * How the owned server does: `starting` for the first time, `restarting` after it died, with why where an operator
 * has to mend something before it can live.
 */
export type ServerState =
  | { readonly kind: 'starting' | 'stopped' }
  | { readonly kind: 'restarting'; readonly trouble: EngineError | null }
  | { readonly kind: 'ready'; readonly url: string };

export interface Supervised {
  state(): ServerState;
  stop(): Promise<void>;
}

/** A server that lived this long had started well: its next death waits the short time again. */
const STABLE_MS = 60_000;
const RESTART_WAITS = { retries: Number.POSITIVE_INFINITY, minTimeout: 500, factor: 2, maxTimeout: 30_000 };

/**
 * Keeps a server running: when it dies it is started again, with waits growing from half a second to
 * half a minute.
 * @param explain finds what ails it, from how it ended
 * @throws whatever the first start throws
 */
export async function supervise(
  start: () => Promise<Server>,
  onState: (state: ServerState) => void,
  explain: (how: string) => EngineError | null,
  log: Log,
): Promise<Supervised> {
  const stopping = new AbortController();
  let state: ServerState = { kind: 'starting' };
  const become = (next: ServerState): void => {
    state = next;
    onState(next);
  };
  let server: Server | null = await start();
  become({ kind: 'ready', url: server.url });

  const startAgain = async (): Promise<Server> => {
    try {
      return await start();
    } catch (error) {
      become({
        kind: 'restarting',
        trouble: error instanceof EngineError && !error.isPassing ? error : null,
      });
      throw error;
    }
  };
  const live = async (): Promise<void> => {
    const bornAt = Date.now();
    server ??= await startAgain();
    if (stopping.signal.aborted) return;
    become({ kind: 'ready', url: server.url });
    const how = await server.exited;
    server = null;
    if (stopping.signal.aborted) return;
    const trouble = explain(how);
    become({ kind: 'restarting', trouble });
    const why = trouble === null ? '' : `: ${trouble.message}`;
    const death = new Error(`the search engine ended by itself (${how})${why}`);
    if (Date.now() - bornAt < STABLE_MS) throw death;
    log.error(death.message);
  };
  const keepAlive = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await pRetry(live, {
        ...RESTART_WAITS,
        signal: stopping.signal,
        onFailedAttempt: ({ error }) => {
          if (!stopping.signal.aborted) log.error(`${messageOf(error)} (it is started again)`);
        },
      });
    }
  };
  const life = keepAlive().catch((error: unknown) => {
    if (!stopping.signal.aborted) log.error(messageOf(error));
  });

  return {
    state: () => state,
    stop: async () => {
      stopping.abort();
      become({ kind: 'stopped' });
      await server?.stop();
      await life;
      await server?.stop();
    },
  };
}
