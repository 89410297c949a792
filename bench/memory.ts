import { readFileSync } from 'node:fs';

/** @returns the most memory that the process has held so far, as Linux tells it; 0 where it does not */
export function residentPeakMb(pid: number | undefined): number {
  try {
    const kilobytes = /VmHWM:\s+(\d+) kB/u.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(kilobytes ?? 0) / 1_024;
  } catch {
    return 0;
  }
}
