import { readableLatex } from './search/latex.ts';
import { collapse } from './search/words.ts';

/**
 * @returns the tag that a keyword is: in lower case, without the LaTeX that somebody wrote, and without
 * quotes, so that `tag:"…"` can say every tag
 */
export function toTag(keyword: string): string {
  return collapse(readableLatex(keyword).replaceAll('"', ' ')).toLowerCase();
}

/** @returns the tags of a paper, without repeats: what `tag:` and `/iclr tags` mean */
export function tagsOf(keywords: readonly string[]): string[] {
  return [...new Set(keywords.map(toTag).filter(tag => tag !== ''))];
}
