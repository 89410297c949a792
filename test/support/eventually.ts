import { vi } from 'vitest';

/** Waits until the check holds, for nearly as long as a test may take: how busy the machine is decides nothing. */
export function eventually(check: () => unknown): Promise<unknown> {
  return vi.waitFor(check, { timeout: 220_000, interval: 20 });
}

/** The same for work that hundreds of others wait for, too. */
export function atLast(check: () => unknown): Promise<unknown> {
  return vi.waitFor(check, { timeout: 200_000, interval: 50 });
}
