import type { APIEmbed } from 'discord.js';
import { someAuthors } from '../../src/bot/authors.ts';
import { type Card, type PaperView, type Proof, plain, type Span, type Text } from '../../src/bot/reply.ts';
import { LIMITS } from './limits.ts';
import { codeBlock, cut, escaped, isVisible, webAddress } from './markdown.ts';
import { fitLines, type Line } from './text.ts';

/** The dark red of OpenReview. */
const COLOR = 0x8c1b13;

/** How much of a card each of its parts may take, in characters; a card of five has about 1,200. */
const MAX_FACTS = 250;
/** Of a whole paper, which may have many authors. */
const MAX_ALL_FACTS = 600;
const MAX_PROOF = 480;
const MAX_TLDR = 400;
const MAX_TAGS = 300;
const MAX_ABSTRACT = 3_000;
const MAX_BIBTEX = 1_500;

/**
 * Cards of papers, as many as there are, sharing the room of a message.
 *
 * They are embeds and not Components V2: both were tried on the full text of ICLR 2019, with 240 keywords of
 * which 221 fill a page of five papers. Components V2 takes 4,000 characters in all, in which the addresses
 * of titles count: 180 of the 221 pages did not fit (half of them took 4,475 or more). Embeds take 6,000,
 * and the largest page took 4,956. With V2, most pages would lose evidence, which is what this bot is for.
 */
export function cardEmbeds(cards: readonly Card[]): APIEmbed[] {
  const whole = cards.map(card => cardEmbed(card, LIMITS.embedsTogether));
  if (sum(whole.map(lengthOf)) <= LIMITS.embedsTogether) return whole;
  let left: number = LIMITS.embedsTogether;
  return cards.map((card, index) => {
    const embed = cardEmbed(card, Math.floor(left / (cards.length - index)));
    left -= lengthOf(embed);
    return embed;
  });
}

interface CardEmbed extends APIEmbed {
  readonly title: string;
  readonly description: string;
}

function lengthOf({ title, description }: CardEmbed): number {
  return title.length + description.length;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}

function cardEmbed(card: Card, room: number): CardEmbed {
  const head = headOf(card);
  const [first, ...others] = card.proofs;
  const lines: Line[] = [
    { text: [plain(factsOf(card))], most: MAX_FACTS, rank: 0 },
    ...(card.tldr === null ? [] : [{ text: [plain(card.tldr)], most: MAX_TLDR, rank: 2 }]),
    ...(first === undefined ? [] : [{ text: proofText(first), most: MAX_PROOF, rank: 1 }]),
    ...others.map(proof => ({ text: proofText(proof), most: MAX_PROOF, rank: 3 })),
    ...tagLine(card),
  ];
  return {
    ...head,
    description: fitLines(lines, Math.min(LIMITS.embedDescription, room - head.title.length)),
  };
}

/** The whole paper, and its BibTeX ready to be copied. */
export function paperEmbeds(paper: PaperView): APIEmbed[] {
  const head = headOf(paper);
  const known = `${paper.pages} ${paper.pages === 1 ? 'page' : 'pages'} of text.`;
  const pages = paper.pages === 0 ? 'Only its metadata is here, not its text.' : known;
  const lines: Line[] = [
    { text: [plain(allFactsOf(paper))], most: MAX_ALL_FACTS, rank: 0 },
    ...(paper.tldr === null
      ? []
      : [{ text: [{ kind: 'bold', text: paper.tldr } satisfies Span], most: MAX_TLDR, rank: 1 }]),
    ...(paper.abstract === null ? [] : [{ text: [plain(paper.abstract)], most: MAX_ABSTRACT, rank: 2 }]),
    { text: [plain(pages)], most: MAX_FACTS, rank: 1 },
  ];
  const room = Math.min(LIMITS.embedDescription, LIMITS.embedsTogether - LIMITS.embedTitle - MAX_BIBTEX);
  const bibtex = paper.bibtex !== null && isVisible(paper.bibtex) ? paper.bibtex : null;
  return [
    { ...head, description: fitLines(lines, room) },
    ...(bibtex === null ? [] : [{ color: COLOR, description: codeBlock(bibtex, 'bibtex', MAX_BIBTEX) }]),
  ];
}

/** @returns "ICLR 2019 · Ada Brook, Jonas Erdős", as far as it is known */
export function factsOf({ venue, authors }: Pick<Card, 'venue' | 'authors'>): string {
  return joinFacts([venue, someAuthors(authors)]);
}

/** @returns the same with the decision, and every author */
function allFactsOf({ venue, decision, authors }: PaperView): string {
  return joinFacts([venue, decision ?? '', authors.join(', ')]);
}

function joinFacts(facts: readonly string[]): string {
  return facts.filter(isVisible).join(' · ');
}

/** @returns the title, or the id of a paper whose title is empty; escaped where it is shown as Markdown */
export function titleOf({ title, id }: Pick<Card, 'title' | 'id'>): string {
  return isVisible(title) ? title : `Paper ${id}`;
}

function headOf(paper: Pick<Card, 'id' | 'title' | 'forumUrl'>): APIEmbed & { title: string } {
  const url = webAddress(paper.forumUrl, LIMITS.embedUrl);
  const title = cut(escaped(titleOf(paper)).trim(), LIMITS.embedTitle);
  return { title, color: COLOR, ...(url === null ? {} : { url }) };
}

function proofText({ where, url, text }: Proof): Text {
  return [url === null ? plain(where) : { kind: 'link', text: where, url }, plain(': '), ...text];
}

function tagLine({ tags }: Pick<Card, 'tags'>): Line[] {
  const names = tags.map(({ tag }) => tag).filter(isVisible);
  if (names.length === 0) return [];
  return [{ text: [plain(`Tags: ${names.join(' · ')}`)], most: MAX_TAGS, rank: 4 }];
}
