import type { ReadLimits } from './reader.ts';

/** What one file may cost. */
export interface Limits {
  readonly read: ReadLimits;
  readonly fileBytes: number;
  /** Of computing, all threads of its process together: how busy the machine is does not matter. */
  readonly cpuMs: number;
  /** Until it is taken for stuck, though it computes nothing. */
  readonly timeMs: number;
  /** Of the whole process that reads it, as the kernel counts. */
  readonly memoryBytes: number;
  /** Of that process's JavaScript objects. */
  readonly heapMegabytes: number;
  /** How many files a process reads before a new one takes its place. */
  readonly filesAChild: number;
}

const MEGABYTE = 2 ** 20;

export const LIMITS: Limits = {
  // The longest theses have a thousand pages, of 2,500 characters each.
  read: { pages: 2_000, characters: 5_000_000 },
  // A reader holds the file once or twice beside the 150 MB that it takes itself.
  fileBytes: 150 * MEGABYTE,
  // At the pace of the slower engine a paper takes a third of a second and 400 pages take six.
  cpuMs: 30_000,
  timeMs: 300_000,
  memoryBytes: 600 * MEGABYTE,
  heapMegabytes: 256,
  // Over 450 papers neither engine's memory grew; but hostile files leave what they leave. A new process costs
  // as much as reading twenty papers, until V8 has compiled what it runs.
  filesAChild: 500,
};
