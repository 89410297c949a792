import type { ApplicationCommandOptionChoiceData, AutocompleteInteraction } from 'discord.js';
import type { Completion } from '../../../src/bot/complete.ts';
import type { Desk } from '../desk.ts';
import { LIMITS } from '../limits.ts';
import { cut, isVisible, label } from '../markdown.ts';

/** Completes what is being typed. Discord takes no deferring here: the completer answers in time. */
export async function onAutocomplete(interaction: AutocompleteInteraction, desk: Desk): Promise<void> {
  const typed = interaction.options.getFocused();
  await interaction.respond(toChoices(await desk.completer.complete(typed, LIMITS.choices)));
}

/** @returns the completions that Discord takes: a command that is too long cannot be cut, so it is left out */
export function toChoices(completions: readonly Completion[]): ApplicationCommandOptionChoiceData<string>[] {
  return completions
    .map(({ command, about }) => ({ value: command.toWellFormed(), name: choiceName(command, about) }))
    .filter(({ value, name }) => value.length <= LIMITS.choiceValue && isVisible(name))
    .slice(0, LIMITS.choices);
}

/** @returns the command and what it does; of a long command, as much as leaves room for the rest */
function choiceName(command: string, about: string): string {
  const end = about === '' ? '' : ` · ${about}`;
  return `${cut(label(command), LIMITS.choiceName - end.length)}${end}`;
}
