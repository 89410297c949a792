import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import type { Report } from './report.ts';

/** What vitest says in its JSON, as far as it is read. */
const resultsSchema = z.object({
  testResults: z.array(
    z.object({
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});

/**
 * Attacks that are tests already, as many times as is said in their environment.
 * @param pattern what the names of the tests hold that are run
 */
export async function attackByTests(
  report: Report,
  files: readonly string[],
  environment: Readonly<Record<string, string>>,
  pattern = '',
): Promise<void> {
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--reporter=json', ...files];
  const child = spawn(
    process.execPath,
    [...args, ...(pattern === '' ? [] : ['--testNamePattern', pattern])],
    {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const [said, [status]] = await Promise.all([text(child.stdout), once(child, 'close')]);
  const { testResults } = resultsSchema.parse(JSON.parse(said.slice(said.indexOf('{'))));
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  for (const test of tests.filter(one => one.status !== 'skipped' && one.status !== 'pending')) {
    report.count(test.status === 'passed' ? `held: ${test.fullName}` : `not held: ${test.fullName}`);
    if (test.status !== 'passed') report.fault(`${test.fullName}: ${test.failureMessages?.join('\n') ?? ''}`);
  }
  if (status !== 0) report.fault(`vitest ended with ${status}`);
  if (!tests.some(one => one.status === 'passed')) report.fault('no test was run');
}
