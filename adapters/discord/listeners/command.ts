import type { ChatInputCommandInteraction } from 'discord.js';
import { answerAnew, isAlone } from '../answer.ts';
import { QUERY, SHARE } from '../commands.ts';
import type { OpenDesk } from '../desk.ts';

/** Answers `/iclr`: for the caller's eyes, unless `share:true` or there is nobody else. */
export function onCommand(interaction: ChatInputCommandInteraction, desk: OpenDesk): Promise<void> {
  const query = interaction.options.getString(QUERY) ?? '';
  const share = interaction.options.getBoolean(SHARE) ?? false;
  return answerAnew(interaction, share || isAlone(interaction), () => query, desk);
}
