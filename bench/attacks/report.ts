/** Faults that are shown of one attack; of the others only how many there are. */
const SHOWN = 20;
/** Of a fault: what was thrown at the bot may be long. */
const LONGEST = 600;

/** What an attack has counted, and what went wrong. */
export interface Report {
  readonly counts: ReadonlyMap<string, number>;
  readonly faults: readonly string[];
  count(what: string, by?: number): void;
  fault(what: string): void;
  /** Whether the attack is to end early, with what it has counted. */
  isStopped(): boolean;
}

export function newReport(stopping: AbortSignal): Report {
  const counts = new Map<string, number>();
  const faults: string[] = [];
  return {
    counts,
    faults,
    count: (what, by = 1) => void counts.set(what, (counts.get(what) ?? 0) + by),
    fault: what => void faults.push(what),
    isStopped: () => stopping.aborted,
  };
}

/** Prints what came of an attack. @returns whether nothing went wrong */
export function printReport(name: string, { counts, faults }: Report, seconds: number): boolean {
  console.log(`${name}, in ${seconds.toFixed(0)} s`);
  for (const [what, count] of counts) console.log(`  ${count.toLocaleString('en').padStart(9)}  ${what}`);
  for (const fault of faults.slice(0, SHOWN)) console.log(`  FAULT: ${shortened(fault)}`);
  if (faults.length > SHOWN) console.log(`  and ${faults.length - SHOWN} more faults`);
  console.log(`  ${faults.length === 0 ? 'held' : `${faults.length} FAULTS`}`);
  return faults.length === 0;
}

function shortened(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
}
