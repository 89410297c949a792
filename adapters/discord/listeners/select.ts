import type { StringSelectMenuInteraction } from 'discord.js';
import { decodeClick } from '../../../src/bot/click.ts';
import { answerAnew, isAlone } from '../answer.ts';
import type { OpenDesk } from '../desk.ts';

/** Answers what was chosen in a menu, with a message of its own: the one with the menu stays as it is. */
export function onSelect(interaction: StringSelectMenuInteraction, desk: OpenDesk): Promise<void> {
  const [chosen = ''] = interaction.values;
  return answerAnew(interaction, isAlone(interaction), () => decodeClick(chosen, desk.kept), desk);
}
