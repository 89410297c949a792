import { SlashCommandBuilder } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { changesOf } from '../../../adapters/discord/changes.ts';
import { COMMANDS } from '../../../adapters/discord/commands.ts';
import { openDiscord } from '../../support/discord/bot.ts';
import { APPLICATION_ID, type FakeDiscord, TOKEN } from '../../support/discord/server.ts';
import { temporaryFolder } from '../../support/engine.ts';
import { type Run, runProgram } from '../../support/program.ts';

async function register(discord: FakeDiscord, args: readonly string[] = [], token = TOKEN): Promise<Run> {
  return runProgram('adapters/discord/register.ts', args, {
    DATA_DIR: await temporaryFolder(),
    DISCORD_TOKEN: token,
    DISCORD_API_URL: discord.apiUrl,
  });
}

describe('npm run discord:register', () => {
  it('overwrites the commands once, says what changed, and how to invite the bot', async () => {
    const discord = await openDiscord();
    const route = `/applications/${APPLICATION_ID}/commands`;
    discord.registered.set(route, [{ id: '1', name: 'search', description: 'Old' }]);
    const first = await register(discord);
    expect(first.stdout).toMatch(/^Registered everywhere:\n {2}\/iclr: new\n {2}\/search: removed\n/u);
    expect(first.stdout).toContain(
      `client_id=${APPLICATION_ID}&scope=bot+applications.commands&permissions=274877926400`,
    );
    expect(discord.registered.get(route)).toEqual(COMMANDS);
    expect(discord.calls.filter(({ method }) => method !== 'GET')).toHaveLength(1);

    const second = await register(discord);
    expect(second.stdout).toContain('  /iclr: as it was\n');
  });

  it('registers in one server, where that is asked for', async () => {
    const discord = await openDiscord();
    const { stdout } = await register(discord, ['--guild', '123456789012345678']);
    expect(stdout).toContain('Registered in the server 123456789012345678:');
    const route = `/applications/${APPLICATION_ID}/guilds/123456789012345678/commands`;
    expect([...discord.registered.keys()]).toEqual([route]);
  });

  it('says in one sentence what is wrong', async () => {
    const discord = await openDiscord();
    expect(await register(discord, [], 'wrong')).toMatchObject({
      status: 1,
      stdout: '',
      stderr: 'DISCORD_TOKEN is refused: copy it again from the Bot page of your application\n',
    });
    expect((await register(discord, [], '')).stderr).toMatch(/^Set DISCORD_TOKEN/u);
    expect((await register(discord, ['--guild', 'x'])).stderr).toContain('It has to be the id of a server');
  });
});

describe('what changed', () => {
  const command = { name: 'iclr', description: 'Search', options: [{ name: 'query', type: 3 }] };

  it('is nothing, whatever Discord adds of its own', () => {
    const there = { ...command, id: '1', options: [{ name: 'query', type: 3, required: false }] };
    expect(changesOf([there], [command])).toEqual(['/iclr: as it was']);
  });

  it('is named by field', () => {
    const there = {
      ...command,
      description: 'Find',
      options: [...command.options, { name: 'more', type: 3 }],
    };
    expect(changesOf([there], [command])).toEqual(['/iclr: changed (description, options)']);
  });
});

describe('the command', () => {
  it('is one that the builder of discord.js would make', () => {
    const built = new SlashCommandBuilder()
      .setName('iclr')
      .setDescription(COMMANDS[0]?.description ?? '')
      .setIntegrationTypes(0, 1)
      .setContexts(0, 1, 2)
      .addStringOption(option =>
        option
          .setName('query')
          .setDescription(COMMANDS[0]?.options?.[0]?.description ?? '')
          .setAutocomplete(true),
      )
      .addBooleanOption(option =>
        option.setName('share').setDescription(COMMANDS[0]?.options?.[1]?.description ?? ''),
      );
    expect(built.toJSON()).toMatchObject(JSON.parse(JSON.stringify(COMMANDS[0])));
  });
});
