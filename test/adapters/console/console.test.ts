import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { commandIn, runConsole } from '../../../adapters/console/index.ts';
import { PLAIN } from '../../../adapters/console/paint.ts';
import { plain, type Reply } from '../../../src/bot/reply.ts';

const echo = {
  answer: async (command: string): Promise<Reply> => ({
    kind: 'notice',
    text: [plain(`<${command}>`)],
    examples: [],
  }),
};

describe('a line', () => {
  it.each([
    ['/iclr relu networks', 'relu networks'],
    ['/ICLR help', 'help'],
    ['relu networks', 'relu networks'],
    ['/iclr', ''],
    ['/iclrx', '/iclrx'],
    ['   ', null],
  ])('%j asks %j', (line, command) => {
    expect(commandIn(line)).toBe(command);
  });
});

describe('the console', () => {
  it('answers each line of a pipe in order, the last one too where it has no end', async () => {
    const [input, output] = [new PassThrough(), new PassThrough()];
    const signal = new AbortController().signal;
    input.end('one\n\n/iclr two\nthree');
    const said = text(output);
    await runConsole({ bot: echo, input, output, prompt: null, style: () => PLAIN, signal });
    output.end();
    expect(await said).toBe('<one>\n\n<two>\n\n<three>\n');
  });

  it('ends after the answer in hand', async () => {
    const [input, output] = [new PassThrough(), new PassThrough()];
    const stop = new AbortController();
    const slow = {
      answer: async (command: string): Promise<Reply> => {
        stop.abort();
        await new Promise(resolve => setTimeout(resolve, 20));
        return echo.answer(command);
      },
    };
    input.write('one\ntwo\n');
    const said = text(output);
    await runConsole({ bot: slow, input, output, prompt: null, style: () => PLAIN, signal: stop.signal });
    output.end();
    expect(await said).toBe('<one>\n');
  });
});
