import { vi } from 'vitest';

/** Waits until the check holds, for as long as a machine with much to do may need. */
export function eventually(check: () => unknown): Promise<unknown> {
  return vi.waitFor(check, { timeout: 20_000, interval: 20 });
}

/** The same for work that hundreds of others wait for, too. */
export function atLast(check: () => unknown): Promise<unknown> {
  return vi.waitFor(check, { timeout: 200_000, interval: 50 });
}
