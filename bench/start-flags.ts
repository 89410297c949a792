import { readFileSync } from 'node:fs';
import { z } from 'zod';

const packageSchema = z.object({ scripts: z.object({ start: z.string() }) });

/** @returns the flags that `npm start` gives to node, so that what is measured runs as the bot does */
export function startFlags(): string[] {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  const { scripts } = packageSchema.parse(JSON.parse(text));
  return scripts.start.split(' ').slice(1, -1);
}
