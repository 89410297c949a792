import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';

export const COMMAND = 'iclr';
export const QUERY = 'query';
export const SHARE = 'share';

/**
 * What is registered with Discord: one command, in servers, in direct messages and, installed by a user, anywhere.
 * Its text is the language that the console and Slack take, so that what one reader tells another works.
 */
export const COMMANDS: readonly RESTPostAPIChatInputApplicationCommandsJSONBody[] = [
  {
    type: ApplicationCommandType.ChatInput,
    name: COMMAND,
    description: 'Search inside the papers of ICLR',
    integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
    contexts: [
      InteractionContextType.Guild,
      InteractionContextType.BotDM,
      InteractionContextType.PrivateChannel,
    ],
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: QUERY,
        description:
          'Words, "a phrase", cites:"kingma ba", a link, tags, random, daily … Nothing shows what else',
        autocomplete: true,
      },
      {
        type: ApplicationCommandOptionType.Boolean,
        name: SHARE,
        description: 'Answer for everybody here to see; without it, only you see the answer',
      },
    ],
  },
];
