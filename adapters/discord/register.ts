import { Command, InvalidArgumentError } from 'commander';
import { DiscordAPIError, REST, Routes } from 'discord.js';
import { z } from 'zod';
import { readConfig } from '../../src/config.ts';
import { ConfigError, messageOf, PlatformError } from '../../src/errors.ts';
import { runProgram } from '../../src/program.ts';
import { changesOf } from './changes.ts';
import { COMMANDS } from './commands.ts';
import { serverInvite, userInvite } from './invite.ts';
import { restOptions, TOKEN_REFUSED } from './rest.ts';

const applicationSchema = z.object({ id: z.string() });
const commandsSchema = z.array(z.looseObject({ name: z.string() }));

const program = new Command('discord:register')
  .description('Registers /iclr with Discord, in place of whatever was registered before.')
  .option('--guild <id>', 'in this server only, where it appears at once: for trying things out', snowflake)
  .action(({ guild }: { readonly guild?: string }) => runProgram(() => register(guild ?? null)));

await program.parseAsync();

/** @param guild the server to register in; null for everywhere */
async function register(guild: string | null): Promise<number> {
  const { discord } = readConfig();
  if (discord === null) throw new ConfigError('Set DISCORD_TOKEN in the environment or in .env.');
  const rest = new REST(restOptions(discord)).setToken(discord.token);
  try {
    const { id } = applicationSchema.parse(await rest.get(Routes.currentApplication()));
    const route =
      guild === null ? Routes.applicationCommands(id) : Routes.applicationGuildCommands(id, guild);
    const before = commandsSchema.parse(await rest.get(route));
    await rest.put(route, { body: COMMANDS });
    const place = guild === null ? 'everywhere' : `in the server ${guild}`;
    const changes = changesOf(before, commandsSchema.parse(COMMANDS));
    process.stdout.write(`Registered ${place}:\n${changes.map(change => `  ${change}\n`).join('')}`);
    process.stdout.write(inviteLinks(id));
    return 0;
  } catch (error) {
    throw new PlatformError(problemOf(error), { cause: error });
  }
}

function inviteLinks(id: string): string {
  return [
    'Invite the bot to a server:',
    `  ${serverInvite(id)}`,
    'Have it for yourself, everywhere:',
    `  ${userInvite(id)}`,
    '',
  ].join('\n');
}

function problemOf(error: unknown): string {
  if (!(error instanceof DiscordAPIError)) return `Discord cannot be reached: ${messageOf(error)}`;
  if (error.status === 401) return TOKEN_REFUSED;
  if (error.status === 403)
    return 'Discord does not let the bot have commands there: invite it to the server first.';
  return `Discord refused the commands: ${error.message}`;
}

function snowflake(text: string): string {
  if (/^\d{17,20}$/u.test(text)) return text;
  throw new InvalidArgumentError('It has to be the id of a server, 17 to 20 digits.');
}
