/** A request of which a part is here and nobody knows yet whether Slack sent it. */
export interface Holder {
  /** Ends the request: what it holds is needed for others. */
  giveWay(): void;
}

/** What all such requests hold together. */
export interface HeldBytes {
  /**
   * Says how much a request holds now. Where it is too much for all of them, those that hold most give way: what
   * Slack sends is small and whole in a moment, and what somebody keeps open to fill the memory is neither.
   */
  set(holder: Holder, bytes: number): void;
  /** For a request that is verified, refused or gone. */
  release(holder: Holder): void;
}

/** @param most bytes of all requests together */
export function createHeldBytes(most: number): HeldBytes {
  const held = new Map<Holder, number>();
  let all = 0;
  const release = (holder: Holder): void => {
    all -= held.get(holder) ?? 0;
    held.delete(holder);
  };
  return {
    set: (holder, bytes) => {
      release(holder);
      held.set(holder, bytes);
      all += bytes;
      while (all > most) {
        const [largest] = [...held].reduce((a, b) => (b[1] > a[1] ? b : a));
        release(largest);
        largest.giveWay();
      }
    },
    release,
  };
}
