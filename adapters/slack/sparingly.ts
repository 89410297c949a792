/**
 * Says things, but not everything: what anybody can make us say would fill a disk.
 * @param everyMs how long nothing is said after something was; what was left out is counted the next time
 * @param now milliseconds
 */
export function sparingly(
  say: (text: string) => void,
  everyMs: number,
  now: () => number = Date.now,
): (text: string) => void {
  let saidAt = Number.NEGATIVE_INFINITY;
  let unsaid = 0;
  return text => {
    if (now() - saidAt < everyMs) {
      unsaid += 1;
      return;
    }
    say(unsaid === 0 ? text : `${text} (and ${unsaid} more since the last such line)`);
    saidAt = now();
    unsaid = 0;
  };
}
