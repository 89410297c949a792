import { type ButtonInteraction, MessageFlags } from 'discord.js';
import type { Asked } from '../../../src/bot/change.ts';
import { decodeClick } from '../../../src/bot/click.ts';
import { answerAnew, EXPIRED, isAlone, show } from '../answer.ts';
import { callerOf } from '../callers.ts';
import type { OpenDesk } from '../desk.ts';
import { readButtonId, SHARE_ID } from '../ids.ts';
import { renderReply } from '../render.ts';
import { sharedCopy } from '../share.ts';

/** Does what a button says: shares its message, turns its page, or answers with a message of its own. */
export async function onButton(interaction: ButtonInteraction, desk: OpenDesk): Promise<void> {
  if (interaction.customId === SHARE_ID) return share(interaction);
  const button = readButtonId(interaction.customId);
  const command = (): Asked | null => (button === null ? null : decodeClick(button.id, desk.kept));
  if (button?.verb === 'turn' && isOwn(interaction)) return turn(interaction, command, desk);
  return answerAnew(interaction, isAlone(interaction), command, desk);
}

/** Whether only the one who clicked sees the message: nobody is surprised when it changes. */
function isOwn(interaction: ButtonInteraction): boolean {
  return interaction.message.flags.has(MessageFlags.Ephemeral) || isAlone(interaction);
}

/** Puts the answer in the message's place; what cannot be answered is told apart from it, and it stays. */
async function turn(
  interaction: ButtonInteraction,
  command: () => Asked | null,
  desk: OpenDesk,
): Promise<void> {
  const { bot, kept, log } = desk;
  await interaction.deferUpdate();
  const asked = command();
  // A page is turned by a search, and by nothing that changes something.
  const reply = typeof asked === 'string' ? await bot.answer(asked, callerOf(interaction, desk)) : null;
  if (reply === null || reply.kind === 'notice') {
    const problem = reply === null ? EXPIRED : renderReply(reply, { kept, canShare: false });
    await interaction.followUp({ ...problem, flags: MessageFlags.Ephemeral });
    return;
  }
  const canShare = !isAlone(interaction);
  await show(interaction, async () => renderReply(reply, { kept, canShare }), log);
}

/** Posts a copy of what the caller sees. It is all in the click: nothing has to be asked or deferred. */
async function share(interaction: ButtonInteraction): Promise<void> {
  const copy = sharedCopy(interaction.message, interaction.user.displayName);
  await interaction.reply(copy ?? { ...EXPIRED, flags: MessageFlags.Ephemeral });
}
