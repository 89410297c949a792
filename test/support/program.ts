import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { afterAll, expect, inject } from 'vitest';
import { eventually } from './eventually.ts';

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
  /** What stdout and stderr hold so far. */
  said(): string;
  /** Resolves once it sleeps until something comes: a signal that was sent to it has been heard. */
  waits(): Promise<unknown>;
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
  const program = start(process.execPath, ['--import', 'tsx', script, ...args], environment);
  if (input !== undefined) program.child.stdin?.end(input);
  return program;
}

/** The program of util-linux that runs another in a terminal of its own. */
const SCRIPT = '/usr/bin/script';

/** Whether there is a way to start a program in a terminal here. */
export const HAS_TERMINALS = process.platform === 'linux' && existsSync(SCRIPT);

/** Starts a program in a terminal: what is written to its stdin is typed, and stdout shows what the terminal does. */
export function startInTerminal(script: string, environment: Readonly<Record<string, string>>): Program {
  const command = `exec '${process.execPath}' --import tsx ${script}`;
  return start(SCRIPT, ['--quiet', '--return', '--flush', '--command', command, '/dev/null'], environment);
}

function start(
  file: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Program {
  const child = spawn(file, args, {
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
  const said = (): string => `${stdout}${stderr}`;
  const ended = once(child, 'close').then(([status, signal]): Run => {
    running.delete(child);
    return { status, signal, stdout, stderr };
  });
  return {
    child,
    ended,
    said,
    waits: () => eventually(() => expect(stateOf(child.pid)).toBe('S')),
    says: text =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (said().includes(text)) resolve();
        };
        listeners.add(look);
        look();
        ended.then(() => reject(new Error(`it ended without saying "${text}":\n${stdout}\n${stderr}`)));
      }),
  };
}

/** @returns the state of a process, as the kernel names it: R runs or wants to, S sleeps */
function stateOf(pid: number | undefined): string {
  return /\) (\w)/u.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1] ?? '?';
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
