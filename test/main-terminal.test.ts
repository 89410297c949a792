import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from './support/engine.ts';
import { eventually } from './support/eventually.ts';
import { HAS_TERMINALS, startInTerminal } from './support/program.ts';
import { startSlowEngine } from './support/slow-engine.ts';

describe.skipIf(!HAS_TERMINALS)('npm start in a terminal', () => {
  it.each([
    ['Ctrl-C', '\u0003'],
    ['Ctrl-D', '\u0004'],
  ])('gives the answer in hand at %s, and ends well', async (_, key) => {
    const engine = await startSlowEngine();
    const bot = startInTerminal('src/main.ts', {
      DATA_DIR: await temporaryFolder(),
      MEILI_URL: engine.url,
      TERM: 'xterm',
    });
    await bot.says('iclr> ');
    engine.hold();
    const asked = engine.asked();
    bot.child.stdin?.write('quokka\r');
    await asked;
    bot.child.stdin?.write(`${key}wombat\r`);
    // Only a terminal that is not read key by key any more shows a control character as such.
    await eventually(() => {
      bot.child.stdin?.write('\u0001');
      expect(bot.said()).toContain('^A');
    });
    engine.release();
    const { status, stdout } = await bot.ended;
    // A terminal without a size breaks lines where it likes.
    const shown = stripVTControlCharacters(stdout).replace(/\s+/gu, ' ');
    expect(shown).toContain('No paper matches quokka.');
    expect(shown).not.toMatch(/Error|No paper matches wombat/u);
    expect(status).toBe(0);
  });
});
