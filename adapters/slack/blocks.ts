import type {
  ActionsBlock,
  Button,
  ContextBlock,
  HeaderBlock,
  KnownBlock,
  Overflow,
  PlainTextElement,
  RichTextBlock,
  RichTextElement,
  RichTextLink,
  RichTextText,
  RichTextUserMention,
  SectionBlock,
} from '@slack/types';
import type { Span } from '../../src/bot/reply.ts';
import { assertNever } from '../../src/errors.ts';
import { literal, literalLines, webAddress } from './leaf.ts';
import { cut, LIMITS } from './limits.ts';

/** Slack's blocks, made within its limits. What would be empty, which Slack refuses, is not made at all. */

export function header(text: string): HeaderBlock[] {
  const shown = plainText(text, LIMITS.header);
  return shown === null ? [] : [{ type: 'header', text: shown }];
}

/** @param mrkdwn escaped, and made of parts that are short enough together */
export function section(mrkdwn: string, accessory: Button | Overflow | null = null): SectionBlock[] {
  if (mrkdwn.trim() === '' || mrkdwn.length > LIMITS.sectionText) return [];
  return [
    {
      type: 'section',
      // verbatim: addresses and #channels in the text stay text.
      text: { type: 'mrkdwn', text: mrkdwn, verbatim: true },
      ...(accessory === null ? {} : { accessory }),
    },
  ];
}

/** Small grey text. */
export function context(...texts: readonly string[]): ContextBlock[] {
  const elements = texts
    .flatMap(text => plainText(text, LIMITS.contextText) ?? [])
    .slice(0, LIMITS.contextElements);
  return elements.length === 0 ? [] : [{ type: 'context', elements }];
}

export interface ButtonParts {
  readonly text: string;
  readonly value: string;
  /** Where it leads, for a button that is a link. */
  readonly url?: string;
}

/** @returns null where nothing could be read on it, or where its address is none */
export function button({ text, value, url }: ButtonParts): Button | null {
  const shown = plainText(text, LIMITS.buttonText);
  if (shown === null || value.length > LIMITS.buttonValue) return null;
  if (url === undefined) return { type: 'button', action_id: 'press', text: shown, value };
  const address = webAddress(url);
  return address === null || address.length > LIMITS.url
    ? null
    : { type: 'button', action_id: 'link', text: shown, value, url: address };
}

/** @returns as many blocks as the buttons need */
export function actions(buttons: readonly (Button | null)[]): ActionsBlock[] {
  const shown = buttons.filter(one => one !== null);
  const blocks: ActionsBlock[] = [];
  for (let from = 0; from < shown.length; from += LIMITS.actionsElements) {
    const elements = shown.slice(from, from + LIMITS.actionsElements);
    blocks.push({
      type: 'actions',
      // Ids have to differ within their block.
      elements: elements.map((one, index) => ({ ...one, action_id: `${one.action_id}-${index}` })),
    });
  }
  return blocks;
}

/** @returns a menu behind three dots, without the options that do not fit; null where none does */
export function overflow(
  options: readonly { readonly text: string; readonly value: string }[],
): Overflow | null {
  const shown = options
    .filter(({ value }) => value.length <= LIMITS.optionValue)
    .flatMap(({ text, value }) => {
      const label = plainText(text, LIMITS.optionText);
      return label === null ? [] : [{ text: label, value }];
    })
    .slice(0, LIMITS.overflowOptions);
  return shown.length === 0 ? null : { type: 'overflow', action_id: 'menu', options: shown };
}

/**
 * Text in which nothing but what the spans say is a link or a format.
 * @param most characters in all
 */
export function richText(
  spans: readonly Span[],
  most: number = LIMITS.richText,
  before: readonly RichTextElement[] = [],
): RichTextBlock[] {
  const elements = [...before, ...richElements(spans, most)];
  return elements.length === 0
    ? []
    : [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }];
}

/** @returns the spans as elements of a rich text, cut where they are longer in all */
export function richElements(spans: readonly Span[], most: number = LIMITS.richText): Inline[] {
  const elements: Inline[] = [];
  let left = most;
  for (const span of spans) {
    if (left <= 0) break;
    const text = cut(literal(span.text), left);
    if (text === '') continue;
    left -= text.length;
    append(elements, richElement(span, text));
  }
  return elements.some(one => one.type === 'user' || one.text?.trim()) ? elements : [];
}

type Inline = RichTextText | RichTextLink | RichTextUserMention;

/** Plain text after plain text is one element: each takes room, and there is not much. */
function append(elements: Inline[], element: Inline): void {
  const last = elements.at(-1);
  const isPlain = last?.type === 'text' && last.style === undefined;
  if (isPlain && element.type === 'text' && element.style === undefined) last.text += element.text;
  else elements.push(element);
}

function richElement(span: Span, text: string): Inline {
  switch (span.kind) {
    case 'plain':
      return { type: 'text', text };
    case 'bold':
    case 'mark':
      return { type: 'text', text, style: { bold: true } };
    case 'code':
      return { type: 'text', text, style: { code: true } };
    case 'link': {
      const url = webAddress(span.url);
      return url === null ? { type: 'text', text } : { type: 'link', text, url };
    }
    case 'person':
      return USER_ID.test(span.id) ? { type: 'user', user_id: span.id } : { type: 'text', text };
    default:
      return assertNever(span);
  }
}

/** Of somebody in a workspace, or in several of one company. */
const USER_ID = /^[UW][A-Z0-9]{1,30}$/u;

/** A code block, its lines as they are. */
export function codeBlock(text: string): RichTextBlock[] {
  const shown = cut(literalLines(text), LIMITS.richText);
  return shown.trim() === ''
    ? []
    : [
        {
          type: 'rich_text',
          elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: shown }] }],
        },
      ];
}

/** @returns whether Slack takes these blocks as one message, however it counts their characters */
export function fits(blocks: readonly KnownBlock[]): boolean {
  return blocks.length <= LIMITS.blocks && JSON.stringify(blocks).length <= LIMITS.blocksInAll;
}

/** @returns the blocks from the first on, as many as fit */
export function asManyAsFit(blocks: readonly KnownBlock[]): KnownBlock[] {
  let shown = blocks.slice(0, LIMITS.blocks);
  while (!fits(shown)) shown = shown.slice(0, -1);
  return shown;
}

function plainText(text: string, most: number): PlainTextElement | null {
  const shown = cut(literal(text).trim(), most);
  return shown === '' ? null : { type: 'plain_text', text: shown, emoji: false };
}
