import {
  type APIButtonComponent,
  type APIButtonComponentWithCustomId,
  type APISelectMenuOption,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import { menuId, SHARE_ID } from './ids.ts';
import { LIMITS } from './limits.ts';
import { cut, isVisible, label, webAddress } from './markdown.ts';
import type { Row } from './message.ts';

/** @param customId as ids.ts makes them */
export function button(text: string, customId: string): APIButtonComponentWithCustomId {
  return {
    type: ComponentType.Button,
    style: ButtonStyle.Secondary,
    label: labelled(text, LIMITS.buttonLabel),
    custom_id: customId,
  };
}

/** @returns a button that leads to a web page, or nothing where there is no address that Discord takes */
export function linkButton(text: string, url: string | null): APIButtonComponent[] {
  const address = webAddress(url, LIMITS.buttonUrl);
  if (address === null) return [];
  return [{ type: ComponentType.Button, style: ButtonStyle.Link, label: text, url: address }];
}

/** Posts what only one person sees for all to see. */
export function shareButton(): APIButtonComponentWithCustomId {
  return { ...button('Share', SHARE_ID), style: ButtonStyle.Primary };
}

/** @returns rows of five; of two buttons of one id only the first, because Discord refuses both */
export function buttonRows(buttons: readonly APIButtonComponent[]): Row[] {
  const distinct = distinctBy(buttons, one => ('custom_id' in one ? one.custom_id : JSON.stringify(one)));
  return Array.from({ length: Math.ceil(distinct.length / LIMITS.buttonsARow) }, (_, index) => ({
    type: ComponentType.ActionRow,
    components: distinct.slice(index * LIMITS.buttonsARow, (index + 1) * LIMITS.buttonsARow),
  }));
}

/** One thing to choose: an id as ids.ts makes them, a name, and what it is. */
export interface Option {
  readonly value: string;
  readonly name: string;
  readonly about: string;
}

/** @returns a row with a menu of the first 25 options, or none where there are no options */
export function menuRow(number: number, invitation: string, options: readonly Option[]): Row[] {
  const distinct = distinctBy(options, ({ value }) => value).slice(0, LIMITS.options);
  if (distinct.length === 0) return [];
  return [
    {
      type: ComponentType.ActionRow,
      components: [
        {
          type: ComponentType.StringSelect,
          custom_id: menuId(number),
          placeholder: cut(invitation, LIMITS.placeholder),
          options: distinct.map(toOption),
        },
      ],
    },
  ];
}

function toOption({ value, name, about }: Option): APISelectMenuOption {
  const description = cut(label(about), LIMITS.optionDescription);
  return {
    value,
    label: labelled(name, LIMITS.optionLabel),
    ...(isVisible(description) ? { description } : {}),
  };
}

/** A label may not be empty. */
function labelled(text: string, most: number): string {
  const words = label(text);
  return isVisible(words) ? cut(words, most) : '?';
}

function distinctBy<Item>(items: readonly Item[], key: (item: Item) => string): Item[] {
  const first = new Map<string, Item>();
  for (const item of items) if (!first.has(key(item))) first.set(key(item), item);
  return [...first.values()];
}
