import { vi } from 'vitest';

/** Waits until the check holds, for as long as a machine with much to do may need. */
export function eventually(check: () => unknown): Promise<unknown> {
  return vi.waitFor(check, { timeout: 20_000, interval: 20 });
}
