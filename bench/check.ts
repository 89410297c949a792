/** One promise, whether it holds, and what was seen. */
export interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly saw: string;
}

/** Counts what should be found and is, and keeps a few of the misses for whoever wants to know. */
export class Recall {
  #found = 0;
  #wanted = 0;
  readonly #misses: string[] = [];

  add(isFound: boolean, describe: () => string): void {
    this.#wanted += 1;
    if (isFound) this.#found += 1;
    else this.#misses.push(describe());
  }

  get value(): number {
    return this.#wanted === 0 ? 1 : this.#found / this.#wanted;
  }

  /** @returns for example "0.99981 (119,331 of 119,354); missed: …" */
  toString(): string {
    const missed =
      this.#misses.length === 0 ? '' : `; missed, among others: ${this.#misses.slice(0, 30).join(' | ')}`;
    return `${this.value.toFixed(5)} (${this.#found.toLocaleString('en')} of ${this.#wanted.toLocaleString('en')})${missed}`;
  }
}
