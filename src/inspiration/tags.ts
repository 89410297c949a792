import type { TagCounts } from '../search/papers.ts';

export interface CountedTag {
  readonly tag: string;
  readonly papers: number;
}

/**
 * Draws tags, all equally likely, none twice.
 * @param random gives numbers in [0, 1)
 * @returns as many as were asked for, or all where there are fewer
 */
export function drawTags(counts: TagCounts, howMany: number, random: () => number): CountedTag[] {
  const left = [...counts];
  const drawn: CountedTag[] = [];
  while (drawn.length < howMany && left.length > 0) {
    const [[tag, papers] = ['', 0]] = left.splice(Math.floor(random() * left.length), 1);
    drawn.push({ tag, papers });
  }
  return drawn;
}

/**
 * @param beginning lower case; every tag begins with the empty one
 * @returns the tags that begin so, or, where none does, those that hold it: most papers first
 */
export function findTags(counts: TagCounts, beginning: string): CountedTag[] {
  const all = [...counts].map(([tag, papers]) => ({ tag, papers }));
  const begin = all.filter(({ tag }) => tag.startsWith(beginning));
  const found = begin.length > 0 ? begin : all.filter(({ tag }) => tag.includes(beginning));
  return found.sort((a, b) => b.papers - a.papers || a.tag.localeCompare(b.tag, 'en'));
}
