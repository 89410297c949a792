import type { APIButtonComponent } from 'discord.js';
import { type Action, commandOf } from '../../src/bot/action.ts';
import {
  type Card,
  code,
  type Example,
  type PaperView,
  plain,
  type Reply,
  type TagButton,
  type Text,
} from '../../src/bot/reply.ts';
import { assertNever } from '../../src/errors.ts';
import type { KeptText } from '../../src/state/kept-text.ts';
import { cardEmbeds, factsOf, paperEmbeds, titleOf } from './cards.ts';
import { button, buttonRows, linkButton, menuRow, type Option, shareButton } from './components.ts';
import { buttonId, clickId, type Verb } from './ids.ts';
import { LIMITS, withinLimits } from './limits.ts';
import { isVisible } from './markdown.ts';
import { type Message, message, type Row } from './message.ts';
import { paint } from './text.ts';

/** Of a message's five rows, the tags of a paper may take three. */
const MAX_TAG_BUTTONS = 15;
const MAX_EXAMPLE_BUTTONS = 5;

/** Room in the text above the cards for who shares them. */
const MAX_CONTENT = LIMITS.content - 200;

export interface Rendering {
  /** Where the commands of buttons are kept that do not fit into their ids. */
  readonly kept: Pick<KeptText, 'keep'>;
  /** Whether only the caller sees it, and there are others who could. */
  readonly canShare: boolean;
}

/** Turns a reply into a message within Discord's limits, whatever a paper or a query holds. */
export function renderReply(reply: Reply, { kept, canShare }: Rendering): Message {
  const share = canShare ? [shareButton()] : [];
  const click = (verb: Verb, text: string, action: Action): APIButtonComponent =>
    button(text, buttonId(verb, action, kept));
  const option = (action: Action, name: string, about: string): Option => ({
    value: clickId(action, kept),
    name,
    about,
  });

  const parts = (): Parameters<typeof message>[0] => {
    switch (reply.kind) {
      case 'results':
        return {
          content: lines([reply.summary, ...reply.notes]),
          embeds: cardEmbeds(reply.cards),
          components: [
            ...openMenu(reply.cards, option),
            ...buttonRows([
              ...(reply.previous === null ? [] : [click('turn', 'Previous', reply.previous)]),
              ...(reply.next === null ? [] : [click('turn', 'Next', reply.next)]),
              ...share,
            ]),
          ],
        };
      case 'paper':
        return {
          embeds: paperEmbeds(reply.paper),
          components: [
            ...buttonRows(tagButtons(reply.paper.tags, click)),
            ...buttonRows([
              click('show', 'Similar', { kind: 'similar', id: reply.paper.id }),
              ...links(reply.paper),
              ...share,
            ]),
          ],
        };
      case 'tags':
        return {
          content: lines([reply.summary]),
          embeds: [{ description: tagList(reply.tags) }],
          components: [...tagMenus(reply.tags, option), ...buttonRows(share)],
        };
      case 'inspiration':
        return {
          content: lines([
            [plain(reply.card === null ? 'For inspiration:' : 'For inspiration, and a paper:')],
          ]),
          embeds: reply.card === null ? [] : cardEmbeds([reply.card]),
          components: [
            ...buttonRows(tagButtons(reply.tags, click)),
            ...buttonRows([
              ...(reply.card === null ? [] : [click('show', 'Open the paper', reply.card.open)]),
              click('turn', 'Others', { kind: 'random' }),
              ...share,
            ]),
          ],
        };
      case 'help':
        return {
          content: lines([reply.summary]),
          embeds: [{ description: helpText(reply) }],
          components: menuRow(
            0,
            'Try one…',
            reply.examples.map(({ action, why }) => option(action, commandOf(action), why)),
          ),
        };
      case 'notice':
        return {
          content: lines([reply.text]),
          components: buttonRows(
            reply.examples
              .slice(0, MAX_EXAMPLE_BUTTONS)
              .map(({ action }) => click('show', commandOf(action), action)),
          ),
        };
      default:
        return assertNever(reply);
    }
  };
  return withinLimits(message(parts()));
}

/** @returns a message of nothing but words of our own */
export function say(text: string): Message {
  return renderReply(
    { kind: 'notice', text: [plain(text)], examples: [] },
    { kept: KEEP_NOTHING, canShare: false },
  );
}

const KEEP_NOTHING = { keep: (): string => '' };

type MakeButton = (verb: Verb, text: string, action: Action) => APIButtonComponent;
type MakeOption = (action: Action, name: string, about: string) => Option;

function openMenu(cards: readonly Card[], option: MakeOption): Row[] {
  return menuRow(
    0,
    'Open a paper…',
    cards.map(card => option(card.open, titleOf(card), factsOf(card))),
  );
}

function tagButtons(tags: readonly TagButton[], click: MakeButton): APIButtonComponent[] {
  return tags
    .filter(({ tag }) => isVisible(tag))
    .slice(0, MAX_TAG_BUTTONS)
    .map(tag => click('show', counted(tag), tag.search));
}

/** A menu takes 25 options: more tags than that get a second one. */
function tagMenus(tags: readonly TagButton[], option: MakeOption): Row[] {
  const options = tags
    .filter(({ tag }) => isVisible(tag))
    .map(tag => option(tag.search, tag.tag, tag.papers === null ? '' : papersOf(tag.papers)));
  return [
    ...menuRow(0, 'Search a tag…', options.slice(0, LIMITS.options)),
    ...menuRow(1, 'More tags…', options.slice(LIMITS.options, 2 * LIMITS.options)),
  ];
}

function tagList(tags: readonly TagButton[]): string {
  return paint([plain(tags.map(counted).join(' · '))], LIMITS.embedDescription);
}

function counted({ tag, papers }: TagButton): string {
  return papers === null ? tag : `${tag} (${papers})`;
}

function papersOf(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'paper' : 'papers'}`;
}

function links({ forumUrl, pdfUrl }: PaperView): APIButtonComponent[] {
  return [...linkButton('OpenReview', forumUrl), ...linkButton('PDF', pdfUrl)];
}

function helpText({ examples, language }: Reply & { kind: 'help' }): string {
  const rows: Text[] = [
    ...examples.map(({ action, why }: Example) => [code(`/iclr ${commandOf(action)}`), plain(` ${why}`)]),
    [],
    ...language.map(({ form, meaning }) => [code(form), plain(` ${meaning}`)]),
  ];
  return rows.map(row => paint(row)).join('\n');
}

/** @returns the texts one under the other, in the room that is left for text */
function lines(texts: readonly Text[]): string {
  const most = Math.floor(MAX_CONTENT / texts.length) - 1;
  return texts.map(text => paint(text, most)).join('\n');
}
