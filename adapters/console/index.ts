import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Bot } from '../../src/bot/bot.ts';
import { CONSOLE } from '../../src/bot/caller.ts';
import type { Style } from './paint.ts';
import { renderReply } from './render.ts';

export interface ConsoleOptions {
  readonly bot: Pick<Bot, 'answer'>;
  readonly input: Readable;
  readonly output: Writable;
  /** A prompt is for people; a pipe gets answers alone. */
  readonly prompt: string | null;
  readonly style: () => Style;
  /** Ends the conversation after the answer in hand. */
  readonly signal: AbortSignal;
}

/**
 * Answers lines one after the other, each in full: all of them where the input ends, and none after the one in hand
 * once Ctrl-C is pressed or the signal comes. A line may begin with `/iclr` or go without it; an empty one is passed
 * over.
 */
export async function runConsole({
  bot,
  input,
  output,
  prompt,
  style,
  signal,
}: ConsoleOptions): Promise<void> {
  const lines = createInterface({
    input,
    ...(prompt === null ? { terminal: false } : { output, prompt, terminal: true }),
    signal,
  });
  let isClosed = false;
  let isInterrupted = false;
  lines.on('close', () => {
    isClosed = true;
  });
  lines.on('SIGINT', () => {
    isInterrupted = true;
    lines.close();
  });
  // From Node 24 on, a closed interface throws when it is asked for anything more.
  const ask = (): void => {
    if (prompt !== null && !isClosed) lines.prompt();
  };
  ask();
  let isFirst = true;
  for await (const line of lines) {
    const command = commandIn(line);
    if (command !== null) {
      const answer = renderReply(await bot.answer(command, CONSOLE), style());
      output.write(`${isFirst ? '' : '\n'}${answer}\n`);
      isFirst = false;
    }
    if (signal.aborted || isInterrupted) break;
    ask();
  }
  if (prompt !== null) output.write('\n');
}

/** @returns what stands after `/iclr`, or null where there is nothing to answer */
export function commandIn(line: string): string | null {
  const text = line.trim();
  if (text === '') return null;
  return /^\/iclr(?:\s|$)/iu.test(text) ? text.slice('/iclr'.length).trimStart() : text;
}
