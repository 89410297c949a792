import { collapse } from './search/words.ts';

/**
 * @param keyword readable, as a paper of the index has it: its LaTeX was read when it came in, and is never read
 * again to show it
 * @returns the tag that it is: in lower case, and without quotes, so that `tag:"…"` can say every tag
 */
export function toTag(keyword: string): string {
  return collapse(keyword.replaceAll('"', ' ')).toLowerCase();
}

/** @returns the tags of a paper, without repeats: what `tag:` and `/iclr tags` mean */
export function tagsOf(keywords: readonly string[]): string[] {
  return [...new Set(keywords.map(toTag).filter(tag => tag !== ''))];
}
