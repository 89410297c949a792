/** What is being worked on, so that a bot that is asked to stop can finish it. */
export interface WorkInHand {
  add<T>(work: Promise<T>): Promise<T>;
  /** Resolves once nothing is left, whether it succeeded or not. */
  finished(): Promise<void>;
}

export function createWorkInHand(): WorkInHand {
  const inHand = new Set<Promise<unknown>>();
  return {
    add: work => {
      inHand.add(work);
      const done = (): void => {
        inHand.delete(work);
      };
      work.then(done, done);
      return work;
    },
    finished: async () => {
      while (inHand.size > 0) await Promise.allSettled(inHand);
    },
  };
}
