import { existsSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import {
  type APIButtonComponent,
  ButtonBuilder,
  ComponentType,
  EmbedBuilder,
  embedLength,
  StringSelectMenuBuilder,
  StringSelectMenuOptionBuilder,
} from 'discord.js';
import type { Message } from '../../../adapters/discord/message.ts';

/** Discord's own description of its API, where the checkout has it beside it. */
const OPENAPI = '../shared/schemas/discord-openapi.json';
/** The documentation of the embed object: all embeds of a message together. */
const EMBEDS_TOGETHER = 6_000;

export type Schema =
  | 'IncomingWebhookUpdateRequestPartial'
  | 'MessageCreateRequest'
  | 'ApplicationCommandAutocompleteCallbackRequest'
  | 'ApplicationCommandUpdateRequest';

/** @returns what Discord's description has against a body, or nothing where the description is not there */
export function openApiProblems(schema: Schema, body: unknown): unknown[] {
  if (ajv === null) return [];
  const validate = ajv.getSchema(`discord#/components/schemas/${schema}`);
  if (validate === undefined) throw new Error(`there is no ${schema} in ${OPENAPI}`);
  return validate(body) === true ? [] : (validate.errors ?? []);
}

const ajv = readOpenApi();

function readOpenApi(): Ajv2020 | null {
  if (!existsSync(OPENAPI)) return null;
  const description = JSON.parse(readFileSync(OPENAPI, 'utf8')) as object;
  return new Ajv2020({ strict: false, validateFormats: false }).addSchema({ ...description, $id: 'discord' });
}

/** @returns the message as it goes over the wire */
export function toWire({ allowedMentions, ...rest }: Message): unknown {
  return JSON.parse(JSON.stringify({ ...rest, allowed_mentions: allowedMentions }));
}

/** Makes the message anew with discord.js's builders, which throw at what Discord would refuse. */
export function buildAnew(message: Message): void {
  for (const { title, description, url } of message.embeds) {
    new EmbedBuilder()
      .setTitle(title ?? null)
      .setDescription(description ?? null)
      .setURL(url ?? null)
      .toJSON();
  }
  const together = message.embeds.reduce((sum, embed) => sum + embedLength(embed), 0);
  if (together > EMBEDS_TOGETHER) throw new Error(`the embeds are ${together} characters long`);
  for (const { components } of message.components) {
    for (const component of components) {
      if (component.type === ComponentType.Button) buildButton(component);
      else if (component.type === ComponentType.StringSelect) {
        new StringSelectMenuBuilder()
          .setCustomId(component.custom_id)
          .setPlaceholder(component.placeholder ?? '')
          .addOptions(
            component.options.map(({ label, value, description }) => {
              const option = new StringSelectMenuOptionBuilder().setLabel(label).setValue(value);
              return description === undefined ? option : option.setDescription(description);
            }),
          )
          .toJSON();
      } else throw new Error(`a component of type ${component.type} is not judged`);
    }
  }
}

function buildButton(button: APIButtonComponent): void {
  const builder = new ButtonBuilder().setStyle(button.style);
  if ('label' in button) builder.setLabel(button.label ?? '');
  if ('custom_id' in button) builder.setCustomId(button.custom_id);
  if ('url' in button) builder.setURL(button.url);
  builder.toJSON();
}

/**
 * Reads a text as Discord does, as far as markup goes that a stranger must not make: escapes and code are
 * taken out first, then what is left is looked through.
 * @param ours addresses that the bot's own links may lead to
 * @returns what was found
 */
export function markupIn(text: string, ours: (address: string) => boolean): string[] {
  const bare = text
    .replaceAll(/```[\s\S]*?```|`[^`\n]+`|\\[^0-9A-Za-z\s]/gu, part => (part.startsWith('\\') ? '•' : 'code'))
    .replaceAll(/\[([^[\]]*)\]\(([^()\s]+)\)/gu, (link, words: string, address: string) =>
      ours(address) ? words : link,
    );
  const found = FORBIDDEN.flatMap(({ name, form }) => (form.test(bare) ? [name] : []));
  return (bare.match(/\*\*/gu) ?? []).length % 2 === 0 ? found : [...found, 'an open bold'];
}

const FORBIDDEN: readonly { readonly name: string; readonly form: RegExp }[] = [
  { name: 'a mention', form: /<(?:@[!&]?|#|\/)\S|<id:/u },
  { name: 'everyone', form: /@(?:everyone|here)/u },
  { name: 'a masked link', form: /\]\(/u },
  { name: 'a link', form: /https?:\/\//u },
  { name: 'a heading', form: /^\s*-?#{1,3}\s/mu },
  { name: 'a list', form: /^\s*(?:[-*+]|\d+[.)])\s/mu },
  { name: 'a quote', form: /^\s*>/mu },
  { name: 'an emoji or a time', form: /<a?:\w+:\d+>|<t:|:[\w+-]+:/u },
  { name: 'a spoiler', form: /\|\|/u },
  { name: 'a strike', form: /~~/u },
  { name: 'a fence', form: /`/u },
  { name: 'italics', form: /(?<!\*)\*(?!\*)|_/u },
  { name: 'what steers a reader', form: /[\u202a-\u202e\u2066-\u2069\ud800-\udfff]|[^\P{Cc}\n]/u },
];
