import { EngineUnavailableError, TooCostlyError } from '../errors.ts';
import { createThread, ThreadError } from '../texts/threads.ts';
import type { Query } from './query.ts';
import type { ReadQuestion } from './read-thread.ts';
import type { Hit, Sought } from './seek.ts';

/**
 * The text index, for those who search it: in a thread of its own, so that nothing waits for it but who asked. Where
 * there is none yet, every method throws TextsUnavailableError.
 */
export interface TextSearch {
  /** Starts the thread, so that the first who asks does not wait for that. */
  warm(): void;
  seek(query: Query, limit: number): Promise<Sought>;
  closest(
    query: Query,
    limit: number,
  ): Promise<{ readonly hits: readonly Hit[]; readonly lacking: readonly string[] }>;
  /** @returns the ids of all that match by the letter */
  all(query: Query): Promise<string[]>;
  /** @returns those of the papers that are here, in this order, with what proves the query */
  show(ids: readonly string[], query: Query | null): Promise<Hit[]>;
  close(): Promise<void>;
}

/** The text index is being made, or has to be made again. */
export class TextsUnavailableError extends EngineUnavailableError {
  /** @param reached how far it is, such as "45 %"; empty where that is not known */
  constructor(reached: string) {
    const far = reached === '' ? '' : ` (${reached})`;
    super(`the text index is being made${far}, and until it is there only plain words can be searched for`);
  }
}

/** @param onDamaged called where the file turns out to be damaged */
export function openTextSearch(dataDir: string, onDamaged: () => void = () => {}): TextSearch {
  const thread = createThread<ReadQuestion>(new URL('./read-thread.cjs', import.meta.url), { dataDir });
  const ask = async <Answer>(question: ReadQuestion): Promise<Answer> => {
    try {
      // What a thread of this program answers is of this program's own types.
      return (await thread.ask(question)) as Answer;
    } catch (error) {
      if (!(error instanceof ThreadError) || error.problem === 'failed') throw error;
      if (error.problem === 'too costly') throw new TooCostlyError();
      if (error.problem === 'damaged') onDamaged();
      throw new TextsUnavailableError(error.problem === 'missing' ? error.message : '');
    }
  };
  return {
    warm: () => {
      thread.start();
    },
    seek: (query, limit) => ask({ kind: 'seek', query, limit }),
    closest: (query, limit) => ask({ kind: 'closest', query, limit }),
    all: query => ask({ kind: 'all', query }),
    show: (ids, query) => ask({ kind: 'show', ids, query }),
    close: () => thread.close(),
  };
}
