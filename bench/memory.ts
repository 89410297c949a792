import { readFileSync } from 'node:fs';

/** @returns the most memory that the process has held so far, as Linux tells it; 0 where it does not */
export function residentPeakMb(pid: number | undefined): number {
  return statusMb(pid, 'VmHWM');
}

/** @returns the memory that the process holds now, as Linux tells it; 0 where it does not */
export function residentMb(pid: number | undefined): number {
  return statusMb(pid, 'VmRSS');
}

function statusMb(pid: number | undefined, name: 'VmHWM' | 'VmRSS'): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(new RegExp(`${name}:\\s+(\\d+) kB`, 'u').exec(status)?.[1] ?? 0) / 1_024;
  } catch {
    return 0;
  }
}
