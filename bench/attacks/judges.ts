import type { Message } from '../../adapters/discord/message.ts';
import type { renderReply } from '../../adapters/slack/render.ts';
import { messageOf } from '../../src/errors.ts';
import { buildAnew, markupIn, openApiProblems, toWire } from '../../test/support/discord/judges.ts';
import { slackSchema } from '../../test/support/slack/block-schema.ts';
import { mrkdwnProblems, objectsIn, stringsIn } from '../../test/support/slack/judges.ts';

/** The one site that the papers of the attacks lead to. */
const isOurs = (address: string): boolean => address.startsWith('https://openreview.net/');

type Blocks = ReturnType<typeof renderReply>;

const STEERS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
const BLOCKS = 50;
const BLOCKS_IN_ALL = 13_000;
const FALLBACK = 4_000;
const LONGEST: Readonly<Record<string, number>> = { action_id: 255, block_id: 255, value: 2_000, url: 3_000 };
const USUAL_LONGEST = 3_000;
const MENTIONS = ['usergroup', 'broadcast', 'channel', 'emoji', 'team', 'date'];

/** @returns what judges blocks, and the text in their place; @param asker the id of the one who may be mentioned */
export function slackJudge(asker: string): (blocks: Blocks, fallback: string) => string[] {
  const schema = slackSchema('KnownBlock');
  return (blocks, fallback) => [
    ...blocks.flatMap(block =>
      schema(block) === true ? [] : [`the schema: ${JSON.stringify(schema.errors)}`],
    ),
    ...(blocks.length > 0 && blocks.length <= BLOCKS ? [] : [`${blocks.length} blocks`]),
    ...(JSON.stringify(blocks).length <= BLOCKS_IN_ALL ? [] : ['more than 13,000 characters of blocks']),
    ...(fallback.length <= FALLBACK && fallback !== ''
      ? []
      : [`${fallback.length} characters in the blocks' place`]),
    ...mrkdwnProblems(fallback),
    ...[...stringsIn(blocks)].flatMap(([name, text]) => stringProblems(name, text)),
    ...[...objectsIn(blocks)].flatMap(object => objectProblems(object, asker)),
  ];
}

function stringProblems(name: string, text: string): string[] {
  const most = LONGEST[name] ?? USUAL_LONGEST;
  return [
    ...(text.length <= most && text !== '' ? [] : [`${name} is ${text.length} characters long`]),
    ...(text.isWellFormed() ? [] : [`half of a character in ${name}`]),
    ...(name !== 'value' && STEERS.test(text) ? [`${name} steers a reader`] : []),
    ...(name === 'url' && !isOurs(text) ? [`a link to ${text}`] : []),
  ];
}

function objectProblems(object: Readonly<Record<string, unknown>>, asker: string): string[] {
  const type = String(object['type']);
  if (MENTIONS.includes(type)) return [`a mention: ${JSON.stringify(object)}`];
  if (type === 'user')
    return object['user_id'] === asker ? [] : [`a mention of ${String(object['user_id'])}`];
  if (type === 'mrkdwn') {
    const text = String(object['text']);
    const links = [...text.matchAll(/<(https?:[^|>]*)/gu)].flatMap(([, address = '']) =>
      isOurs(address.replaceAll('&amp;', '&')) ? [] : [`a link to ${address}`],
    );
    return [
      ...mrkdwnProblems(text),
      ...links,
      ...(object['verbatim'] === true ? [] : ['mrkdwn that is not verbatim']),
    ];
  }
  if (type === 'plain_text' && object['emoji'] !== false) return ['plain text with emoji'];
  return [];
}

/** @returns what Discord, or a reader there, would have against a message; @param asker who may be mentioned */
export function discordProblems(message: Message, asker: string): string[] {
  const problems = openApiProblems('IncomingWebhookUpdateRequestPartial', toWire(message)).map(
    problem => `the schema: ${JSON.stringify(problem)}`,
  );
  try {
    buildAnew(message);
  } catch (error) {
    problems.push(`discord.js: ${messageOf(error)}`);
  }
  if (JSON.stringify(message.allowedMentions) !== '{"parse":[]}') problems.push('mentions are allowed');
  const ids = message.components.flatMap(row =>
    row.components.flatMap(one => ('custom_id' in one ? [one.custom_id] : [])),
  );
  if (new Set(ids).size < ids.length) problems.push('two buttons have one id');
  const markdown = [
    message.content,
    ...message.embeds.flatMap(one => [one.title ?? '', one.description ?? '']),
  ];
  for (const text of markdown) problems.push(...markupIn(text.replaceAll(`<@${asker}>`, ''), isOurs));
  for (const [name, text] of stringsIn({ embeds: message.embeds, components: message.components })) {
    if (name === 'url' && !isOurs(text)) problems.push(`a link to ${text}`);
    if (!text.isWellFormed()) problems.push(`half of a character in ${name}`);
  }
  return problems;
}

const [ESCAPE, BELL] = ['\u001b', '\u0007'];
const COLOUR = new RegExp(`${ESCAPE}\\[\\d+m`, 'gu');
const LINK = new RegExp(`${ESCAPE}\\]8;;([^${BELL}]*)${BELL}`, 'gu');

/** @returns what a terminal or a pipe would obey that is not ours */
export function consoleProblems(text: string, hasColours: boolean): string[] {
  const painted = hasColours ? text.replaceAll(COLOUR, '') : text;
  const links = [...painted.matchAll(LINK)].map(([, address = '']) => address);
  const bare = hasColours ? painted.replaceAll(LINK, '') : painted;
  return [
    ...links.filter(address => address !== '' && !isOurs(address)).map(address => `a link to ${address}`),
    ...(/[^\P{Cc}\n]/u.test(bare) ? ['a control'] : []),
    ...(STEERS.test(bare) ? ['what steers a reader'] : []),
    ...(bare.isWellFormed() ? [] : ['half of a character']),
  ];
}
