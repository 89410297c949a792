import type { APIEmbed } from 'discord.js';
import { cut } from './markdown.ts';
import type { Message, Row } from './message.ts';

/**
 * What Discord takes, in characters where nothing else is said. Sources: Discord's documentation of the
 * message, embed, component and application command objects, and its OpenAPI description.
 */
export const LIMITS = {
  content: 2_000,
  embeds: 10,
  embedTitle: 256,
  embedUrl: 2_048,
  embedDescription: 4_096,
  /** Titles and descriptions of all embeds of a message together. */
  embedsTogether: 6_000,
  /** Rows of a message, each with five buttons or one menu. */
  rows: 5,
  buttonsARow: 5,
  buttonLabel: 80,
  buttonUrl: 512,
  customId: 100,
  /** Options of a menu; Discord refuses two of one value. */
  options: 25,
  optionLabel: 100,
  optionValue: 100,
  optionDescription: 100,
  placeholder: 150,
  /** What autocompletion may offer. */
  choices: 25,
  choiceName: 100,
  choiceValue: 100,
} as const;

/**
 * Brings a message within what Discord takes. The layout leaves room for what it shows, so this cuts
 * only what nobody foresaw: Discord refuses a message as a whole for one character too many.
 */
export function withinLimits(message: Message): Message {
  return {
    ...message,
    content: cut(message.content, LIMITS.content),
    embeds: limitEmbeds(message.embeds),
    components: message.components.slice(0, LIMITS.rows).map(limitRow),
  };
}

function limitEmbeds(embeds: readonly APIEmbed[]): APIEmbed[] {
  let left: number = LIMITS.embedsTogether;
  const take = (text: string | undefined, most: number): string => {
    const taken = cut(text ?? '', Math.min(most, left));
    left -= taken.length;
    return taken;
  };
  return embeds.slice(0, LIMITS.embeds).flatMap(({ title, description, ...rest }) => {
    const taken = {
      title: take(title, LIMITS.embedTitle),
      description: take(description, LIMITS.embedDescription),
    };
    const texts = Object.entries(taken).filter(([, text]) => text !== '');
    return texts.length === 0 ? [] : [{ ...rest, ...Object.fromEntries(texts) }];
  });
}

function limitRow(row: Row): Row {
  return { ...row, components: row.components.slice(0, LIMITS.buttonsARow) };
}
