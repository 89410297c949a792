import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** A program of this project that runs, and what it has said so far on both streams. */
export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Run>;
  said(): string;
}

export interface Run {
  readonly status: number | null;
  readonly signal: string | null;
  readonly said: string;
  readonly stderr: string;
}

/** As long as no program of an attack takes, on whatever machine; in milliseconds. */
const PATIENCE_MS = 180_000;

/** Starts a program as `npm run` does. */
export function start(
  script: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Running {
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], {
    env: { PATH: process.env['PATH'], LOG_LEVEL: 'warn', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [said, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    stderr += text;
  });
  const ended = once(child, 'close').then(([status, signal]): Run => {
    return { status, signal, said, stderr };
  });
  return { child, ended, said: () => said };
}

/** Runs a program to its end, which is to come by itself. */
export async function run(
  script: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Run> {
  const { child, ended } = start(script, args, environment);
  const stuck = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
  try {
    return await ended;
  } finally {
    clearTimeout(stuck);
  }
}

/** @returns whether a program showed what is for its authors alone */
export function showsStack(said: string): boolean {
  return /^\s+at .*[:(]/mu.test(said);
}
