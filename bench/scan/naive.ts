import { fold, foldTyped } from './fold.ts';
import { piecesOf } from './pages.ts';
import type { ScanPaper } from './papers.ts';
import type { Spellings } from './spellings.ts';

/**
 * Whether a paper says a phrase, found the slow way: every text folded as a whole, every place tried. What the
 * quick scan is checked by.
 */
export function saysNaively(paper: ScanPaper, typed: string, spellings: Spellings): boolean {
  const pieces = piecesOf(paper.raw).flat();
  const texts = [
    ...paper.titles,
    paper.abstract,
    paper.tldr,
    ...paper.keywords,
    ...paper.authors,
    ...pieces.map(({ text }) => text),
  ];
  const variants = spellings.variants(foldTyped(typed)).map(variant => variant.join(' '));
  return texts.some(text => {
    const readings = [text, text.replaceAll(/(?<=\p{L})-\s*?\n\s*(?=\p{L})/gu, '')];
    return readings.some(reading => {
      const said = ` ${fold(reading).join(' ')} `;
      return variants.some(variant => said.includes(` ${variant} `));
    });
  });
}
