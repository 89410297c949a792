import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { createBot } from '../src/bot/bot.ts';
import { CONSOLE } from '../src/bot/caller.ts';
import { createCompleter } from '../src/bot/complete.ts';
import { openEngine } from '../src/engine/open.ts';
import { COMPLETION } from './kinds.ts';
import { residentMb } from './memory.ts';
import { log, openBenchPapers } from './setup.ts';
import { quantile } from './timing.ts';
import { openTraffic } from './traffic.ts';

/**
 * A process that only answers, as the bot does: see answers.ts, which starts it and reads what it prints. It is
 * given the engine and the questions on its standard input.
 */
const orderSchema = z.object({
  url: z.string(),
  key: z.string().nullable(),
  rounds: z.number(),
  commands: z.record(z.string(), z.array(z.string())),
});

const CHOICES = 25;
const SETTLE_MS = 500;
/** Of each kind, so many are asked again where what goes to and from the engine is counted. */
const WATCHED = 25;

const chunks: Buffer[] = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const { url, key, rounds, commands } = orderSchema.parse(JSON.parse(Buffer.concat(chunks).toString()));

/** @param at the engine's address */
async function openBot(at: string): Promise<{
  answer(kind: string, text: string): Promise<unknown>;
  close(): Promise<void>;
}> {
  const engine = await openEngine({ kind: 'server', url: at, key }, log);
  const { papers, close } = openBenchPapers(engine, process.env['DATA_DIR'] ?? '');
  const bot = createBot(papers, log);
  const completer = createCompleter(papers, log);
  return {
    answer: (kind, text) =>
      kind === COMPLETION ? completer.complete(text, CHOICES) : bot.answer(text, CONSOLE),
    close: async () => {
      await close();
      await engine.close();
    },
  };
}

const { answer, close } = await openBot(url);
const times: Record<string, { p50: number; p95: number; cpuMs: number; first: number }> = {};
for (const [kind, texts] of Object.entries(commands)) {
  const taken: number[] = [];
  let first = Number.NaN;
  let cpu = process.cpuUsage();
  for (let round = 0; round <= rounds; round += 1) {
    // The first round warms up what is asked, and is told apart.
    if (round === 1) {
      first = quantile(taken.splice(0), 0.5);
      cpu = process.cpuUsage();
    }
    for (const text of texts) {
      const startedAt = performance.now();
      await answer(kind, text);
      taken.push(performance.now() - startedAt);
    }
  }
  const { user, system } = process.cpuUsage(cpu);
  times[kind] = {
    p50: quantile(taken, 0.5),
    p95: quantile(taken, 0.95),
    cpuMs: (user + system) / 1_000 / taken.length,
    first,
  };
}
await sleep(SETTLE_MS);
const resident = residentMb(process.pid);
await close();

const traffic = await openTraffic(url);
const watched = await openBot(traffic.url);
const kinds: Record<string, unknown> = {};
for (const [kind, texts] of Object.entries(commands)) {
  const moved: number[] = [];
  for (const text of texts.slice(0, WATCHED)) {
    traffic.take();
    await watched.answer(kind, text);
    moved.push(traffic.take());
  }
  kinds[kind] = { ...times[kind], mostBytes: Math.max(...moved) };
}
await watched.close();
await traffic.close();
process.stdout.write(JSON.stringify({ kinds, residentMb: resident }));
process.exit(0);
