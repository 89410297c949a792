import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, inject } from 'vitest';

/** How a program ended and what it said. */
export interface Run {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Program {
  readonly child: ChildProcess;
  readonly ended: Promise<Run>;
  /** Resolves once stdout or stderr holds the text. */
  says(text: string): Promise<void>;
}

const running = new Set<ChildProcess>();
/** What a failed test left running. */
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts a program of this project as `npm run` does, with an environment of its own. */
export function startProgram(
  script: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  input?: string,
): Program {
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], {
    env: { PATH: process.env['PATH'], MEILI_BIN: inject('meilisearch'), LOG_LEVEL: 'warn', ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  running.add(child);
  let stdout = '';
  let stderr = '';
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    tell();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    tell();
  });
  const ended = once(child, 'close').then(([status, signal]): Run => {
    running.delete(child);
    return { status, signal, stdout, stderr };
  });
  if (input !== undefined) child.stdin.end(input);
  return {
    child,
    ended,
    says: text =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (`${stdout}${stderr}`.includes(text)) resolve();
        };
        listeners.add(look);
        look();
        ended.then(() => reject(new Error(`it ended without saying "${text}":\n${stdout}\n${stderr}`)));
      }),
  };
}

/** Runs a program to its end. */
export function runProgram(
  script: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  input = '',
): Promise<Run> {
  return startProgram(script, args, environment, input).ended;
}
