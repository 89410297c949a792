import type { KnownBlock } from '@slack/types';
import { commandOf } from '../../src/bot/action.ts';
import { type PaperView, plain } from '../../src/bot/reply.ts';
import { actions, button, codeBlock, context, richText, section } from './blocks.ts';
import { type Setting, titleOf } from './card.ts';
import { authorsLine } from './leaf.ts';
import { LIMITS } from './limits.ts';
import { tagButtons } from './tags.ts';

/** A name or two more than on a card: here is the room for them. */
const MOST_AUTHORS = 30;
/** What is left for the abstract when the BibTeX and all the tags are there, too. */
const SHORT_ABSTRACT = 1_000;

/** A whole paper: who, where and what came of it, the abstract, its tags as buttons, links, BibTeX. */
export function paperBlocks(paper: PaperView, setting: Setting): KnownBlock[] {
  const facts = [paper.venue, paper.decision ?? '', authorsLine(paper.authors, MOST_AUTHORS)];
  const about = (most: number): KnownBlock[] => [
    ...section(titleOf(paper)),
    ...context(facts.filter(fact => fact !== '').join(' · ')),
    ...(paper.tldr === null ? [] : richText([{ kind: 'bold', text: paper.tldr }], SHORT_ABSTRACT)),
    ...(paper.abstract === null ? [] : richText([plain(paper.abstract)], most)),
    ...actions(tagButtons(paper.tags.slice(0, LIMITS.actionsElements), setting)),
    ...actions(linkButtons(paper, setting)),
  ];
  const bibtex = paper.bibtex === null ? [] : codeBlock(paper.bibtex);
  const whole = [...about(LIMITS.richText), ...bibtex];
  const isLong = JSON.stringify(whole).length > LIMITS.blocksInAll;
  return isLong ? [...about(SHORT_ABSTRACT), ...bibtex] : whole;
}

/** The BibTeX alone, to be copied. */
export function bibtexBlocks(paper: PaperView): KnownBlock[] {
  const block = paper.bibtex === null ? [] : codeBlock(paper.bibtex);
  return block.length > 0
    ? block
    : richText([plain('OpenReview gives no BibTeX for '), { kind: 'bold', text: paper.title }, plain('.')]);
}

function linkButtons(paper: PaperView, { place, command, encode }: Setting) {
  return [
    paper.forumUrl === null ? null : button({ text: 'OpenReview', value: 'forum', url: paper.forumUrl }),
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
