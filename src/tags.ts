import { readableLatex } from './search/latex.ts';
import { collapse } from './search/words.ts';

/** @returns the tag that a keyword is: in lower case, without the LaTeX that somebody wrote */
export function toTag(keyword: string): string {
  return collapse(readableLatex(keyword)).toLowerCase();
}

/** @returns the tags of a paper, without repeats: what `tag:` and `/iclr tags` mean */
export function tagsOf(keywords: readonly string[]): string[] {
  return [...new Set(keywords.map(toTag).filter(tag => tag !== ''))];
}
