import type { KnownBlock } from '@slack/types';
import { commandOf } from '../../src/bot/action.ts';
import { type Example, plain, type Reply, type TagButton, type Text } from '../../src/bot/reply.ts';
import { assertNever } from '../../src/errors.ts';
import { actions, asManyAsFit, button, context, fits, header, richText, section } from './blocks.ts';
import { cardBlocks, DETAILS, type Detail, FULL, type Setting } from './card.ts';
import { literal, mrkdwn, mrkdwnCode } from './leaf.ts';
import { cut, LIMITS } from './limits.ts';
import { paperBlocks } from './paper.ts';
import { pressOf } from './press.ts';
import { TAG_LENGTH, tagButton, tagButtons } from './tags.ts';

type Results = Reply & { kind: 'results' };
type Daily = Reply & { kind: 'daily' };

const FORM_LENGTH = 100;
const MEANING_LENGTH = 200;

/**
 * Turns a reply into blocks that Slack takes as they are, whatever stands in them.
 * @param before blocks that stand before it in the same message
 */
export function renderReply(
  reply: Reply,
  setting: Setting,
  before: readonly KnownBlock[] = [],
): KnownBlock[] {
  for (const detail of DETAILS) {
    const blocks = [...before, ...blocksOf(reply, detail, setting)];
    if (fits(blocks)) return blocks;
  }
  return asManyAsFit([...before, ...blocksOf(reply, DETAILS.at(-1) ?? FULL, setting)]);
}

/** @returns the same in a line, for notifications and readers of screens, as mrkdwn */
export function fallbackText(reply: Reply): string {
  return mrkdwn(summaryOf(reply), LIMITS.fallbackText);
}

function summaryOf(reply: Reply): string {
  switch (reply.kind) {
    case 'results':
    case 'tags':
    case 'help':
      return wordsOf(reply.summary);
    case 'paper':
      return literal(reply.paper.title).trim() || 'A paper';
    case 'inspiration':
      return 'Tags and a paper, for inspiration';
    case 'daily':
      return `${dailyTitle(reply)} · ${carriedBy(reply.featured)}`;
    case 'notice':
      return wordsOf(reply.text);
    default:
      return assertNever(reply);
  }
}

function blocksOf(reply: Reply, detail: Detail, setting: Setting): KnownBlock[] {
  switch (reply.kind) {
    case 'results':
      return [
        ...richText(reply.summary),
        ...context(...reply.notes.map(wordsOf)),
        ...reply.cards.flatMap(card => cardBlocks(card, detail, setting)),
        ...actions(pageButtons(reply, setting)),
      ];
    case 'paper':
      return paperBlocks(reply.paper, setting);
    case 'tags':
      return [...richText(reply.summary), ...actions(tagButtons(reply.tags, setting))];
    case 'inspiration':
      return [
        ...richText([plain('Tags for inspiration:')]),
        ...actions(tagButtons(reply.tags, setting)),
        ...(reply.card === null
          ? []
          : [...richText([plain('And a paper:')]), ...cardBlocks(reply.card, detail, setting)]),
      ];
    case 'daily':
      return dailyBlocks(reply, detail, setting);
    case 'help':
      return [
        ...richText(reply.summary),
        ...reply.examples.flatMap(example => exampleBlocks(example, setting)),
        ...section(
          reply.language
            .map(
              ({ form, meaning }) => `${mrkdwnCode(form, FORM_LENGTH)}  ${mrkdwn(meaning, MEANING_LENGTH)}`,
            )
            .join('\n'),
        ),
      ];
    case 'notice':
      return [...richText(reply.text), ...reply.examples.flatMap(example => exampleBlocks(example, setting))];
    default:
      return assertNever(reply);
  }
}

/** The same in a channel and as a preview: its card has no Share, because the whole of it is the channel's. */
function dailyBlocks(reply: Daily, detail: Detail, setting: Setting): KnownBlock[] {
  const { featured, card, others, kindWord } = reply;
  return [
    ...header(dailyTitle(reply)),
    ...richText([plain(`${carriedBy(featured)}${featured.papers === 1 ? ':' : '. One of them:'}`)]),
    ...cardBlocks(card, detail, { ...setting, place: 'channel' }),
    ...actions([tagButton(featured, setting, 'Search ')]),
    ...(others.length === 0
      ? []
      : [...richText([plain('More tags:')]), ...actions(tagButtons(others, setting))]),
    ...(kindWord === null ? [] : context(kindWord)),
  ];
}

function dailyTitle({ featured }: Daily): string {
  return `Tag of the day: ${cut(literal(featured.tag), TAG_LENGTH)}`;
}

/** @returns for example "12 papers carry it", or less where that was not counted */
function carriedBy({ papers }: TagButton): string {
  if (papers === null) return 'Some papers carry it';
  return papers === 1 ? '1 paper carries it' : `${papers.toLocaleString('en')} papers carry it`;
}

/** In a channel, somebody's page must not turn under the eyes of the others: each gets the next one alone. */
function pageButtons({ previous, next }: Results, { place, command, encode }: Setting) {
  const kind = place === 'channel' ? 'show' : 'turn';
  return [
    previous === null
      ? null
      : button({ text: 'Previous', value: encode({ kind, command: commandOf(previous) }) }),
    next === null ? null : button({ text: 'Next', value: encode({ kind, command: commandOf(next) }) }),
    place === 'caller' ? button({ text: 'Share results', value: encode({ kind: 'share', command }) }) : null,
  ];
}

function exampleBlocks({ action, why }: Example, { encode }: Setting): KnownBlock[] {
  const command = commandOf(action);
  return section(
    `${mrkdwnCode(`/iclr ${command}`, LIMITS.header)}\n${mrkdwn(why, MEANING_LENGTH)}`,
    button({ text: 'Try it', value: encode(pressOf(action)) }),
  );
}

function wordsOf(text: Text): string {
  return text.map(span => span.text).join('');
}
