import type { KnownBlock } from '@slack/types';
import { commandOf } from '../../src/bot/action.ts';
import { type PaperView, plain } from '../../src/bot/reply.ts';
import { siteName } from '../../src/site.ts';
import { actions, button, codeBlock, context, fits, richText, section } from './blocks.ts';
import { type Setting, titleOf } from './card.ts';
import { authorsLine } from './leaf.ts';
import { LIMITS } from './limits.ts';
import { tagButtons } from './tags.ts';

/** A name or two more than on a card: here is the room for them. */
const MOST_AUTHORS = 30;
const TLDR_LENGTH = 1_000;

/** How much of the abstract and how many tags, from all of them down to what always leaves room for BibTeX. */
const ROOM = [
  { abstract: LIMITS.richText, tags: Number.POSITIVE_INFINITY },
  { abstract: 1_000, tags: Number.POSITIVE_INFINITY },
  { abstract: 1_000, tags: 20 },
];

/** A whole paper: who, where and what came of it, the abstract, its tags as buttons, links, BibTeX. */
export function paperBlocks(paper: PaperView, setting: Setting): KnownBlock[] {
  const facts = [paper.venue, paper.decision ?? '', authorsLine(paper.authors, MOST_AUTHORS)];
  const variants = ROOM.map(room => [
    ...section(titleOf(paper)),
    ...context(facts.filter(fact => fact !== '').join(' · ')),
    ...(paper.tldr === null ? [] : richText([{ kind: 'bold', text: paper.tldr }], TLDR_LENGTH)),
    ...(paper.abstract === null ? [] : richText([plain(paper.abstract)], room.abstract)),
    ...actions(tagButtons(paper.tags.slice(0, room.tags), setting)),
    ...actions(linkButtons(paper, setting)),
    ...(paper.bibtex === null ? [] : codeBlock(paper.bibtex)),
  ]);
  return variants.find(fits) ?? variants.at(-1) ?? [];
}

/** The BibTeX alone, to be copied. */
export function bibtexBlocks(paper: PaperView): KnownBlock[] {
  const block = paper.bibtex === null ? [] : codeBlock(paper.bibtex);
  return block.length > 0
    ? block
    : richText([plain('There is no BibTeX of '), { kind: 'bold', text: paper.title }, plain('.')]);
}

function linkButtons(paper: PaperView, { place, command, encode }: Setting) {
  return [
    paper.forumUrl === null
      ? null
      : button({ text: siteName(paper.forumUrl), value: 'forum', url: paper.forumUrl }),
    paper.pdfUrl === null ? null : button({ text: 'PDF', value: 'pdf', url: paper.pdfUrl }),
    button({
      text: 'Similar papers',
      value: encode({ kind: 'show', command: commandOf({ kind: 'similar', id: paper.id }) }),
    }),
    place === 'caller'
      ? button({ text: 'Share here', value: encode({ kind: 'share-card', paper: paper.id, command }) })
      : null,
  ];
}
