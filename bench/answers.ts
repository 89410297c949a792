import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import type { Engine } from '../src/engine/engine.ts';
import type { Commands } from './kinds.ts';
import { startFlags } from './start-flags.ts';

const timesSchema = z.object({
  /** Milliseconds. */
  p50: z.number(),
  p95: z.number(),
  /** Processor time an answer, all threads of the process counted. */
  cpuMs: z.number(),
  /** The median of the first time that each was asked. */
  first: z.number(),
  /** The most that went to and from the engine for one answer. */
  mostBytes: z.number(),
});
const answersSchema = z.object({ kinds: z.record(z.string(), timesSchema), residentMb: z.number() });

export type KindTimes = z.infer<typeof timesSchema>;
export type Answers = z.infer<typeof answersSchema>;

const ROUNDS = 2;

/**
 * Asks everything in a process of its own, which does nothing else.
 * @param dataDir where the text index is
 * @throws Error where that process fails
 */
export async function timeAnswers(engine: Engine, dataDir: string, commands: Commands): Promise<Answers> {
  const connection = await engine.connection();
  const child = spawn(process.execPath, [...startFlags(), 'bench/answering.ts'], {
    env: { ...process.env, DATA_DIR: dataDir, LOG_LEVEL: 'warn' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(JSON.stringify({ ...connection, rounds: ROUNDS, commands }));
  const [answers, [status]] = await Promise.all([text(child.stdout), once(child, 'close')]);
  if (status !== 0) throw new Error(`the process that answers ended with ${status}`);
  return answersSchema.parse(JSON.parse(answers));
}
