/** Remembers keys for a while, and never more than so many of them. */
export interface Recent {
  /** @returns whether the key was not there; from now on it is */
  add(key: string): boolean;
  delete(key: string): void;
}

/**
 * @param forMs how long a key is remembered
 * @param most how many keys at once; the oldest is forgotten for one too many
 * @param now milliseconds
 */
export function createRecent(forMs: number, most: number, now: () => number = Date.now): Recent {
  // In the order in which they came: the oldest is always first.
  const addedAt = new Map<string, number>();
  return {
    add: key => {
      const addedBefore = addedAt.get(key);
      if (addedBefore !== undefined && now() - addedBefore < forMs) return false;
      addedAt.delete(key);
      addedAt.set(key, now());
      if (addedAt.size > most) {
        const [oldest] = addedAt.keys();
        if (oldest !== undefined) addedAt.delete(oldest);
      }
      return true;
    },
    delete: key => {
      addedAt.delete(key);
    },
  };
}
