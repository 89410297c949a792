import { DiscordAPIError, InteractionContextType, MessageFlags, RESTJSONErrorCodes } from 'discord.js';
import type { Asked } from '../../src/bot/change.ts';
import { messageOf } from '../../src/errors.ts';
import type { Log } from '../../src/log.ts';
import { type Asking, callerOf } from './callers.ts';
import type { OpenDesk } from './desk.ts';
import type { Message } from './message.ts';
import { renderReply, say } from './render.ts';

/** What a click means that cannot be understood any more. */
export const EXPIRED = say('Sorry, this search has expired, run it again.');

const SORRY = say('Sorry, this answer cannot be shown. Try again, or ask for something else.');

/** Whether the caller is alone with the bot: nobody is disturbed there, and there is nobody to share with. */
export function isAlone(interaction: Asking): boolean {
  return interaction.context === InteractionContextType.BotDM;
}

/**
 * Says at once that an answer will come, then asks for it and shows it. Discord waits 3 s for the first and
 * 15 minutes for the second; who will see the answer is decided with the first.
 * @param command gives what is to be answered, or null for what has expired; it may read, because it is asked after
 */
export async function answerAnew(
  interaction: Asking,
  shared: boolean,
  command: () => Asked | null,
  desk: OpenDesk,
): Promise<void> {
  const { bot, kept, log } = desk;
  await interaction.deferReply(shared ? {} : { flags: MessageFlags.Ephemeral });
  const make = async (): Promise<Message> => {
    const asked = command();
    if (asked === null) return EXPIRED;
    return renderReply(await bot.answer(asked, callerOf(interaction, desk)), {
      kept,
      canShare: !shared && !isAlone(interaction),
    });
  };
  await show(interaction, make, log);
}

/** Shows what has been announced; says sorry where it cannot be made, or where Discord refuses to show it. */
export async function show(interaction: Asking, make: () => Promise<Message>, log: Log): Promise<void> {
  try {
    await interaction.editReply(await make());
  } catch (error) {
    const isAnswerable =
      !(error instanceof DiscordAPIError) || error.code === RESTJSONErrorCodes.InvalidFormBodyOrContentType;
    if (!isAnswerable) throw error;
    log.error({ err: error }, 'an answer could not be shown');
    await interaction.editReply(SORRY);
  }
}

/**
 * Ends what a listener began: what failed is logged. An interaction that Discord does not know any more came
 * too late, after a stall of the machine or the network; its reader sees that and asks again.
 */
export async function settle(work: Promise<void>, log: Log): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.UnknownInteraction) {
      log.warn(`an interaction was acknowledged too late: ${messageOf(error)}`);
      return;
    }
    log.error({ err: error }, 'an interaction failed');
  }
}
