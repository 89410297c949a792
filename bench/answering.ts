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

const chunks: Buffer[] = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const { url, key, rounds, commands } = orderSchema.parse(JSON.parse(Buffer.concat(chunks).toString()));

const engine = await openEngine({ kind: 'server', url, key }, log);
const { papers, close } = openBenchPapers(engine, process.env['DATA_DIR'] ?? '');
const bot = createBot(papers, log);
const completer = createCompleter(papers, log);
const kinds: Record<string, { p50: number; p95: number; cpuMs: number; first: number }> = {};
for (const [kind, texts] of Object.entries(commands)) {
  const times: number[] = [];
  let first = Number.NaN;
  let cpu = process.cpuUsage();
  for (let round = 0; round <= rounds; round += 1) {
    // The first round warms up what is asked, and is told apart.
    if (round === 1) {
      first = quantile(times.splice(0), 0.5);
      cpu = process.cpuUsage();
    }
    for (const text of texts) {
      const startedAt = performance.now();
      if (kind === COMPLETION) await completer.complete(text, CHOICES);
      else await bot.answer(text, CONSOLE);
      times.push(performance.now() - startedAt);
    }
  }
  const { user, system } = process.cpuUsage(cpu);
  kinds[kind] = {
    p50: quantile(times, 0.5),
    p95: quantile(times, 0.95),
    cpuMs: (user + system) / 1_000 / times.length,
    first,
  };
}
await sleep(SETTLE_MS);
process.stdout.write(JSON.stringify({ kinds, residentMb: residentMb(process.pid) }));
await close();
await engine.close();
process.exit(0);
