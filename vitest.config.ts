import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    // Most of the time is spent waiting for programs and timeouts, not computing.
    maxWorkers: 4,
    // For what hangs, and not for what is slow: a busy machine may take a minute for what else takes a second.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    // A machine that pauses in the middle of a run fails one try; a fault fails both.
    retry: process.env['CI'] === undefined ? 0 : 1,
  },
});
