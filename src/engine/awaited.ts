import { EngineUnavailableError } from '../errors.ts';
import type { Engine } from './engine.ts';

/**
 * An engine that is still being opened: whoever asks for its connection waits for it, so that questions
 * can be taken meanwhile.
 * @param patienceMs how long one of them waits
 */
export function awaitedEngine(opening: Promise<Engine>, patienceMs = 30_000): Engine {
  return {
    connection: async () => (await within(opening, patienceMs)).connection(),
    lost: connection => {
      opening.then(
        engine => engine.lost(connection),
        () => {},
      );
    },
    close: () =>
      opening.then(
        engine => engine.close(),
        () => {},
      ),
  };
}

async function within(opening: Promise<Engine>, patienceMs: number): Promise<Engine> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new EngineUnavailableError('the search engine is still starting')),
      patienceMs,
    );
  });
  try {
    return await Promise.race([opening, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}
