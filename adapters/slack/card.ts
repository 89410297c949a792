import type { KnownBlock, RichTextBlock, RichTextBlockElement, RichTextQuote } from '@slack/types';
import { commandOf } from '../../src/bot/action.ts';
import { type Card, type PaperView, type Proof, plain, type Span } from '../../src/bot/reply.ts';
import { context, overflow, richElements, section } from './blocks.ts';
import { authorsLine, mrkdwn, mrkdwnLink } from './leaf.ts';
import type { Press } from './press.ts';

/** Where blocks will stand: what a reader can do there differs. */
export type Place = 'caller' | 'channel' | 'modal' | 'home';

/** What rendering has to know beside the reply. */
export interface Setting {
  readonly place: Place;
  /** What gave the reply; it gives it again. */
  readonly command: string;
  /** @returns what a button carries, to be given back by a click */
  readonly encode: (press: Press) => string;
}

/** How much of each card there is room for. */
export interface Detail {
  readonly proofs: number;
  /** Characters of the tl;dr, and of each passage. */
  readonly text: number;
  readonly tags: number;
}

/** From all that a card has down to what always fits, five times in a message. */
export const DETAILS: readonly Detail[] = [
  { proofs: 2, text: 600, tags: 300 },
  { proofs: 2, text: 300, tags: 100 },
  { proofs: 1, text: 200, tags: 0 },
  { proofs: 0, text: 100, tags: 0 },
];
export const FULL: Detail = { proofs: 2, text: 600, tags: 300 };

const MOST_AUTHORS = 8;
const TITLE_LENGTH = 300;
const LINE_LENGTH = 300;

/** A paper among others: the title, who and where, the tl;dr, what proves the match, and a menu. */
export function cardBlocks(card: Card, detail: Detail, setting: Setting): KnownBlock[] {
  const line = [card.venue, authorsLine(card.authors, MOST_AUTHORS)].filter(part => part !== '').join(' · ');
  return [
    ...section([titleOf(card), mrkdwn(line, LINE_LENGTH)].join('\n'), menu(card, setting)),
    ...evidence(card, detail),
    ...(detail.tags === 0 ? [] : context(tagsLine(card, detail.tags))),
  ];
}

/** @returns the title as a link in bold, as mrkdwn */
export function titleOf({ title, forumUrl }: Pick<Card, 'title' | 'forumUrl'>): string {
  const label = mrkdwn(title, TITLE_LENGTH).trim();
  return `*${mrkdwnLink(label === '' ? 'A paper without a title' : label, forumUrl)}*`;
}

/** @returns the card of a paper that was asked for by its id */
export function cardOf(paper: PaperView): Card {
  return { ...paper, proofs: [], open: { kind: 'paper', id: paper.id } };
}

function evidence({ tldr, proofs }: Card, detail: Detail): RichTextBlock[] {
  const summary = tldr === null ? [] : richElements([plain(tldr)], detail.text);
  const elements: RichTextBlockElement[] = [
    ...(summary.length === 0 ? [] : [{ type: 'rich_text_section', elements: summary } as const]),
    ...proofs.slice(0, detail.proofs).flatMap(proof => quote(proof, detail.text)),
  ];
  return elements.length === 0 ? [] : [{ type: 'rich_text', elements }];
}

function quote(proof: Proof, most: number): RichTextQuote[] {
  const passage = richElements(proof.text, most);
  return passage.length === 0
    ? []
    : [{ type: 'rich_text_quote', elements: [...passage, ...richElements(whereSpans(proof))] }];
}

function whereSpans({ where, url }: Proof): Span[] {
  return [plain('  '), url === null ? plain(where) : { kind: 'link', text: where, url }];
}

/** @returns as many tags as the line has room for, all of each */
function tagsLine({ tags }: Card, most: number): string {
  let line = '';
  for (const { tag } of tags) {
    const longer = line === '' ? tag : `${line} · ${tag}`;
    if (longer.length > most) break;
    line = longer;
  }
  return line;
}

function menu(card: Card, { place, command, encode }: Setting) {
  const paper = commandOf(card.open);
  return overflow([
    { text: 'Abstract', value: encode({ kind: 'open', command: paper }) },
    {
      text: 'Similar',
      value: encode({ kind: 'show', command: commandOf({ kind: 'similar', id: card.id }) }),
    },
    { text: 'BibTeX', value: encode({ kind: 'bibtex', command: paper }) },
    // Only a message that the caller alone sees has something to share, and a channel to share it with.
    ...(place === 'caller'
      ? [{ text: 'Share here', value: encode({ kind: 'share-card', paper: card.id, command }) }]
      : []),
  ]);
}
