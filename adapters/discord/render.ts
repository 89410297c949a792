import { type APIButtonComponent, type APIButtonComponentWithCustomId, ButtonStyle } from 'discord.js';
import { type Action, commandOf } from '../../src/bot/action.ts';
import {
  bold,
  code,
  type PaperView,
  plain,
  type Reply,
  type TagButton,
  type Text,
} from '../../src/bot/reply.ts';
import { assertNever } from '../../src/errors.ts';
import { siteName } from '../../src/site.ts';
import type { KeptText } from '../../src/state/kept-text.ts';
import { cardEmbeds, factsOf, paperEmbeds, titleOf } from './cards.ts';
import { button, buttonRows, linkButton, menuRow, type Option, shareButton } from './components.ts';
import { buttonId, clickId, type Verb } from './ids.ts';
import { LIMITS, withinLimits } from './limits.ts';
import { cut, isVisible } from './markdown.ts';
import { type Message, message } from './message.ts';
import { paint } from './text.ts';

/** Of a message's five rows, the tags of a paper may take three. */
const MAX_TAG_BUTTONS = 15;

/** A longer tag is a sentence that somebody took for a keyword. */
const MAX_TAG = 100;
const MAX_KIND_WORD = 300;

/** Room in the text above the cards for who shares them. */
const MAX_CONTENT = LIMITS.content - 200;

export interface Rendering {
  /** Where the commands of buttons are kept that do not fit into their ids. */
  readonly kept: Pick<KeptText, 'keep'>;
  /** Whether only the caller sees it, and there are others who could. */
  readonly canShare: boolean;
}

/** What a message is put together from. */
interface Parts {
  /** A button that does something. */
  readonly click: (verb: Verb, text: string, action: Action) => APIButtonComponentWithCustomId;
  /** An option of a menu, which shows what it leads to. */
  readonly option: (action: Action, name: string, about: string) => Option;
  /** The button for sharing, or nothing. */
  readonly share: readonly APIButtonComponent[];
}

type Content = Parameters<typeof message>[0];

/** Turns a reply into a message within Discord's limits, whatever a paper or a query holds. */
export function renderReply(reply: Reply, { kept, canShare }: Rendering): Message {
  const parts: Parts = {
    click: (verb, text, action) => button(text, buttonId(verb, action, kept)),
    option: (action, name, about) => ({ value: clickId(action, kept), name, about }),
    share: canShare ? [shareButton()] : [],
  };
  return withinLimits(message(contentOf(reply, parts)));
}

function contentOf(reply: Reply, parts: Parts): Content {
  switch (reply.kind) {
    case 'results':
      return results(reply, parts);
    case 'paper':
      return wholePaper(reply.paper, parts);
    case 'tags':
      return tagList(reply, parts);
    case 'inspiration':
      return inspiration(reply, parts);
    case 'daily':
      return daily(reply, parts);
    case 'help':
      return help(reply, parts);
    case 'notice':
      return notice(reply, parts);
    default:
      return assertNever(reply);
  }
}

/** @returns a message of nothing but words of our own */
export function say(text: string): Message {
  return renderReply(
    { kind: 'notice', text: [plain(text)], examples: [] },
    { kept: KEEP_NOTHING, canShare: false },
  );
}

const KEEP_NOTHING = { keep: (): string => '' };

type ReplyOf<Kind extends Reply['kind']> = Extract<Reply, { readonly kind: Kind }>;

function results(reply: ReplyOf<'results'>, { click, option, share }: Parts): Content {
  const { summary, notes, cards, previous, next } = reply;
  return {
    content: lines([summary, ...notes]),
    embeds: cardEmbeds(cards),
    components: [
      ...menuRow(
        0,
        'Open a paper…',
        cards.map(card => option(card.open, titleOf(card), factsOf(card))),
      ),
      ...buttonRows([
        ...(previous === null ? [] : [click('turn', 'Previous', previous)]),
        ...(next === null ? [] : [click('turn', 'Next', next)]),
        ...share,
      ]),
    ],
  };
}

function wholePaper(paper: PaperView, parts: Parts): Content {
  return {
    embeds: paperEmbeds(paper),
    components: [
      ...buttonRows(tagButtons(paper.tags, parts)),
      ...buttonRows([
        parts.click('show', 'Similar', { kind: 'similar', id: paper.id }),
        ...(paper.forumUrl === null ? [] : linkButton(siteName(paper.forumUrl), paper.forumUrl)),
        ...linkButton('PDF', paper.pdfUrl),
        ...parts.share,
      ]),
    ],
  };
}

/** A menu takes 25 options: more tags than that get a second one. */
function tagList({ summary, tags }: ReplyOf<'tags'>, { option, share }: Parts): Content {
  const options = tags
    .filter(({ tag }) => isVisible(tag))
    .map(({ tag, papers, search }) => option(search, tag, papers === null ? '' : papersOf(papers)));
  return {
    content: lines([summary]),
    embeds: [{ description: paint([plain(tags.map(counted).join(' · '))], LIMITS.embedDescription) }],
    components: [
      ...menuRow(0, 'Search a tag…', options.slice(0, LIMITS.options)),
      ...menuRow(1, 'More tags…', options.slice(LIMITS.options)),
      ...buttonRows(share),
    ],
  };
}

function inspiration({ tags, card }: ReplyOf<'inspiration'>, parts: Parts): Content {
  return {
    content: lines([[plain(card === null ? 'For inspiration:' : 'For inspiration, and a paper:')]]),
    embeds: card === null ? [] : cardEmbeds([card]),
    components: [
      ...buttonRows(tagButtons(tags, parts)),
      ...buttonRows([
        ...(card === null ? [] : [parts.click('show', 'Open the paper', card.open)]),
        parts.click('turn', 'Others', { kind: 'random' }),
        ...parts.share,
      ]),
    ],
  };
}

/** The same in a channel and as a preview: it has no Share, because the whole of it is the channel's. */
function daily({ featured, card, others, kindWord }: ReplyOf<'daily'>, parts: Parts): Content {
  const search = parts.click('show', `Search ${counted(featured)}`, featured.search);
  const name = bold(cut(isVisible(featured.tag) ? featured.tag : '?', MAX_TAG));
  const carried = featured.papers === null ? '' : ` · ${papersOf(featured.papers)}`;
  const end = featured.papers === 1 ? ':' : '. One of them:';
  return {
    content: lines([[plain('Tag of the day: '), name, plain(`${carried}${end}`)]]),
    embeds: [
      ...cardEmbeds([card]),
      ...(kindWord === null ? [] : [{ description: paint([plain(kindWord)], MAX_KIND_WORD) }]),
    ],
    components: [
      ...buttonRows([
        { ...search, style: ButtonStyle.Primary },
        parts.click('show', 'Open the paper', card.open),
      ]),
      ...buttonRows(
        tagButtons(others, parts).filter(one => !('custom_id' in one) || one.custom_id !== search.custom_id),
      ),
    ],
  };
}

function help({ summary, examples, language }: ReplyOf<'help'>, { option }: Parts): Content {
  const rows: Text[] = [
    ...examples.map(({ action, why }) => [code(`/iclr ${commandOf(action)}`), plain(` ${why}`)]),
    [],
    ...language.map(({ form, meaning }) => [code(form), plain(` ${meaning}`)]),
  ];
  return {
    content: lines([summary]),
    embeds: [{ description: rows.map(row => paint(row)).join('\n') }],
    components: menuRow(
      0,
      'Try one…',
      examples.map(({ action, why }) => option(action, commandOf(action), why)),
    ),
  };
}

function notice({ text, examples }: ReplyOf<'notice'>, { click }: Parts): Content {
  const buttons = examples
    .slice(0, LIMITS.buttonsARow)
    .map(({ action }) => click('show', commandOf(action), action));
  return { content: lines([text]), components: buttonRows(buttons) };
}

function tagButtons(tags: readonly TagButton[], { click }: Parts): APIButtonComponent[] {
  return tags
    .filter(({ tag }) => isVisible(tag))
    .slice(0, MAX_TAG_BUTTONS)
    .map(tag => click('show', counted(tag), tag.search));
}

function counted({ tag, papers }: TagButton): string {
  return papers === null ? tag : `${tag} (${papers})`;
}

function papersOf(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'paper' : 'papers'}`;
}

/** @returns the texts one under the other, in the room that is left for text */
function lines(texts: readonly Text[]): string {
  const most = Math.floor(MAX_CONTENT / texts.length) - 1;
  return texts.map(text => paint(text, most)).join('\n');
}
