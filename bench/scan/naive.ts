import { fold, foldTyped } from './fold.ts';
import { piecesOf } from './pages.ts';
import type { ScanPaper } from './papers.ts';
import type { Spellings } from './spellings.ts';

/** Whether a paper says what was typed. */
export type Says = (typed: string) => boolean;

/**
 * The slow way: every text folded as a whole, and looked through from its beginning to its end. What the quick
 * scan is checked by.
 */
export function readNaively(paper: ScanPaper, spellings: Spellings): Says {
  const pieces = piecesOf(paper.raw).flat();
  const texts = [
    ...paper.titles,
    paper.abstract,
    paper.tldr,
    ...paper.keywords,
    ...paper.authors,
    ...pieces.map(({ text }) => text),
  ];
  const readings = texts.flatMap(text => [text, text.replaceAll(/(?<=\p{L})-\s*?\n\s*(?=\p{L})/gu, '')]);
  const said = readings.map(reading => ` ${fold(reading).join(' ')} `).join('¶');
  return typed =>
    spellings.variants(foldTyped(typed)).some(variant => said.includes(` ${variant.join(' ')} `));
}
