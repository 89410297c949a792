import { describe, expect, it } from 'vitest';
import { openDiscord } from '../../support/discord/bot.ts';
import { typeCommand } from '../../support/discord/interactions.ts';
import { TOKEN } from '../../support/discord/server.ts';
import { temporaryFolder } from '../../support/engine.ts';
import { runProgram, startProgram } from '../../support/program.ts';

describe('npm start with DISCORD_TOKEN', () => {
  it('answers on Discord, and leaves when it is asked to', async () => {
    const discord = await openDiscord();
    const bot = startProgram('src/main.ts', [], {
      DATA_DIR: await temporaryFolder(),
      DISCORD_TOKEN: TOKEN,
      DISCORD_API_URL: discord.apiUrl,
      LOG_LEVEL: 'info',
    });
    await bot.says('connected to Discord as search-iclr');
    expect((await typeCommand(discord, { query: 'relu networks' }).edited).embeds).toHaveLength(5);
    bot.child.kill('SIGTERM');
    const { status, stdout } = await bot.ended;
    expect(status).toBe(0);
    expect(stdout).toBe('');
  });

  it('says in one sentence that the token is refused, with exit status 1', async () => {
    const discord = await openDiscord();
    const { status, stderr } = await runProgram('src/main.ts', [], {
      DATA_DIR: await temporaryFolder(),
      DISCORD_TOKEN: 'wrong',
      DISCORD_API_URL: discord.apiUrl,
    });
    expect(status).toBe(1);
    expect(stderr.trimEnd().split('\n').at(-1)).toBe(
      'Discord: DISCORD_TOKEN is refused: copy it again from the Bot page of your application',
    );
  });
});
