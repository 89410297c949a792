import { readableLatex } from './search/latex.ts';
import { straightened } from './search/query.ts';
import { collapse } from './search/words.ts';

/** LaTeX in LaTeX: `$\\$x\\$$`. What is left after so many readings is nobody's meaning. */
const READINGS = 3;

/**
 * Made once, when a paper comes in, and never again to show it.
 * @returns the tag that a keyword is: in lower case, without the LaTeX that somebody wrote, and without
 * quotes, so that `tag:"…"` can say every tag
 */
export function toTag(keyword: string): string {
  let tag = straightened(keyword);
  // A query is read once more.
  for (let reading = 0; reading < READINGS; reading += 1) tag = readableLatex(tag);
  if (readableLatex(tag) !== tag) tag = tag.replaceAll(/[\\$]/gu, ' ');
  return collapse(tag.replaceAll('"', ' ')).toLowerCase();
}

/** @returns the tags of a paper, without repeats: what `tag:` and `/iclr tags` mean */
export function tagsOf(keywords: readonly string[]): string[] {
  return [...new Set(keywords.map(toTag).filter(tag => tag !== ''))];
}
