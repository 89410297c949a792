import type { Check } from './check.ts';

/** What a run of queries has to reach, each between 0 and 1. */
export interface Targets {
  readonly recall: number;
  readonly precision: number;
  /** Queries that find just the papers of the scan, those that are set apart aside. */
  readonly same: number;
  /** At most so large a part of the papers may hang on a judgement that the scan does not make. */
  readonly apart: number;
}

const EXAMPLES = 12;
/** Where a whole kind of query goes wrong, so many papers tell enough. */
const MOST_EXPLAINED = 1_000;

/** Counts, over many queries, what was found that should be, what was not, and what was found beside it. */
export class Tally {
  #right = 0;
  #explained = 0;
  #queries = 0;
  #same = 0;
  readonly #missed: string[] = [];
  readonly #false: string[] = [];
  readonly #apart = new Map<string, number>();

  /**
   * @param explain why the scan may err about a paper, null where it cannot
   * @returns whether the query found the papers of the scan, those set apart aside
   */
  compare(
    query: string,
    wanted: readonly string[],
    found: readonly string[],
    explain: (id: string, isWanted: boolean) => string | null,
  ): boolean {
    const [want, have] = [new Set(wanted), new Set(found)];
    const before = this.#missed.length + this.#false.length;
    const judge = (id: string, isWanted: boolean, list: string[]): void => {
      this.#explained += 1;
      const reason = this.#explained > MOST_EXPLAINED ? null : explain(id, isWanted);
      if (reason === null) list.push(`${query} in ${id}`);
      else this.#apart.set(reason, (this.#apart.get(reason) ?? 0) + 1);
    };
    for (const id of want) {
      if (have.has(id)) this.#right += 1;
      else judge(id, true, this.#missed);
    }
    for (const id of have) if (!want.has(id)) judge(id, false, this.#false);
    // One id twice is a false one, too.
    if (have.size < found.length) this.#false.push(`${query}: ${found.length - have.size} found twice`);
    const isSame = this.#missed.length + this.#false.length === before;
    this.#queries += 1;
    if (isSame) this.#same += 1;
    return isSame;
  }

  check(name: string, targets: Targets): Check {
    const share = (part: number, rest: number): number => (part + rest === 0 ? 1 : part / (part + rest));
    const recall = share(this.#right, this.#missed.length);
    const precision = share(this.#right, this.#false.length);
    const same = share(this.#same, this.#queries - this.#same);
    const apartCount = [...this.#apart.values()].reduce((sum, count) => sum + count, 0);
    const apart = 1 - share(this.#right + this.#missed.length, apartCount);
    const ok =
      this.#right > 0 &&
      recall >= targets.recall &&
      precision >= targets.precision &&
      same >= targets.same &&
      apart <= targets.apart;
    const saw = [
      `${this.#queries} queries`,
      `recall ${recall.toFixed(5)} of ${(this.#right + this.#missed.length).toLocaleString('en')} (≥ ${targets.recall})`,
      `precision ${precision.toFixed(5)} (≥ ${targets.precision})`,
      `the scan's papers for ${same.toFixed(4)} (≥ ${targets.same})`,
      `set apart ${apartCount} (≤ ${targets.apart}): ${[...this.#apart].map(([reason, count]) => `${reason} ${count}`).join(', ') || 'none'}`,
      ...shown('missed', this.#missed),
      ...shown('false', this.#false),
    ];
    return { name, ok, saw: saw.join('; ') };
  }
}

function shown(what: string, examples: readonly string[]): string[] {
  if (examples.length === 0) return [];
  return [`${examples.length} ${what}, among them ${examples.slice(0, EXAMPLES).join(' | ')}`];
}
