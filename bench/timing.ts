import { performance } from 'node:perf_hooks';

/** Something that is timed with the same words as its rivals, in the same run. */
export type Contender = (query: string) => Promise<unknown> | unknown;

export interface Times {
  readonly p50: number;
  readonly p95: number;
  /** Processor time of this process a query, its threads counted. */
  readonly cpuMs: number;
}

const ROUNDS = 3;

/**
 * Times contenders side by side: in turns, each with all the queries, several times over, so that what the
 * machine does otherwise strikes all alike. (Query by query would not do: a scan of 70 MB empties the caches
 * of whoever comes next.) A first turn of each warms it up and does not count.
 * @returns milliseconds
 */
export async function compare(
  queries: readonly string[],
  contenders: Readonly<Record<string, Contender>>,
): Promise<Map<string, Times>> {
  const times = new Map<string, number[]>(Object.keys(contenders).map(name => [name, []]));
  const cpu = new Map<string, number>();
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [name, contender] of Object.entries(contenders)) {
      const before = process.cpuUsage();
      for (const query of queries) {
        const startedAt = performance.now();
        await contender(query);
        if (round > 0) times.get(name)?.push(performance.now() - startedAt);
      }
      const { user, system } = process.cpuUsage(before);
      if (round > 0) cpu.set(name, (cpu.get(name) ?? 0) + (user + system) / 1_000);
    }
  }
  return new Map(
    [...times].map(([name, all]) => [
      name,
      {
        p50: quantile(all, 0.5),
        p95: quantile(all, 0.95),
        cpuMs: (cpu.get(name) ?? 0) / Math.max(1, all.length),
      },
    ]),
  );
}

/** @param part 0.5 for the median */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
}

/** Prints the times, and each rival's as a multiple of the one that is judged. */
export function report<Name extends string>(
  title: string,
  times: ReadonlyMap<Name, Times>,
  judged: Name,
): void {
  const own = times.get(judged);
  console.log(`\n${title}`);
  for (const [name, { p50, p95, cpuMs }] of times) {
    const ratio =
      own === undefined || name === judged ? '' : `   ${(p50 / own.p50).toFixed(2)} times ${judged}`;
    console.log(
      `  ${name.padEnd(28)} p50 ${p50.toFixed(1)} ms   p95 ${p95.toFixed(1)} ms   processor ${cpuMs.toFixed(1)} ms${ratio}`,
    );
  }
}
