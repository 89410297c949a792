import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { setImmediate as turn } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
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
        await turn();
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

describe('the console in a terminal', () => {
  /** @returns what the terminal shows, where this is typed while the first answer is in hand */
  async function typedMeanwhile(keys: string, first = 'one\r'): Promise<string> {
    const [input, output] = [new PassThrough(), new PassThrough()];
    const { signal } = new AbortController();
    let isFirst = true;
    const bot = {
      answer: async (command: string): Promise<Reply> => {
        if (isFirst) {
          isFirst = false;
          input.write(keys);
          await turn();
        }
        return echo.answer(command);
      },
    };
    input.write(first);
    const said = text(output);
    await runConsole({ bot, input, output, prompt: 'iclr> ', style: () => PLAIN, signal });
    output.end();
    return stripVTControlCharacters(await said);
  }

  it.each([
    ['Ctrl-C', '\u0003'],
    ['Ctrl-D', '\u0004'],
    ['Ctrl-C, twice', '\u0003\u0003'],
    ['Ctrl-D, with Ctrl-C', '\u0004\u0003'],
  ])('gives the answer in hand at %s, and asks for nothing more', async (_, keys) => {
    expect(await typedMeanwhile(keys)).toMatch(/^iclr> one\s*<one>\s*$/u);
  });

  it('answers what was typed before Ctrl-D', async () => {
    expect(await typedMeanwhile('two\rthree\r\u0004')).toMatch(/<one>\s*<two>\s*<three>\s*$/u);
  });

  it('answers nothing that was typed before Ctrl-C', async () => {
    expect(await typedMeanwhile('two\rthree\r\u0003')).toMatch(/<one>\s*$/u);
  });

  it('bears a text of many lines that is pasted with a Ctrl-D in it', async () => {
    const shown = await typedMeanwhile('', `${'one\r'.repeat(3_000)}\u0004`);
    expect(shown.match(/<one>/gu)).toHaveLength(3_000);
  });
});
