/**
 * Works on several items at once and gives what comes of them in the order of the items, so that no more of
 * them stand in memory than are in work or wait for one before them.
 * @param atOnce how many items are begun and not yet taken
 */
export async function* ahead<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<readonly [Item, Result]> {
  const begun: { readonly item: Item; readonly result: Promise<Result> }[] = [];
  const begin = (item: Item | undefined): void => {
    if (item === undefined) return;
    const result = work(item);
    // What fails is told when its turn comes; without this it would end the process before.
    result.catch(() => {});
    begun.push({ item, result });
  };
  let next = 0;
  for (; next < atOnce; next += 1) begin(items[next]);
  for (let first = begun.shift(); first !== undefined; first = begun.shift()) {
    const result = await first.result;
    begin(items[next]);
    next += 1;
    yield [first.item, result];
  }
}
