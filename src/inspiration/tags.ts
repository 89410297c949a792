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

/** With so many others posted in a channel since, a tag may come again. */
export const TAGS_BETWEEN = 60;

/**
 * Draws tags for a channel, none that it saw lately.
 * @param recent the tags that it saw, the newest first; where too few others are left, the oldest of them may come again
 * @returns as many as were asked for, or all where there are fewer; the one of most papers first
 */
export function drawFresh(
  counts: TagCounts,
  recent: readonly string[],
  howMany: number,
  random: () => number,
): CountedTag[] {
  const known = recent.filter(tag => counts.has(tag));
  const avoided = new Set(known.slice(0, Math.max(0, counts.size - howMany)));
  const fresh = new Map([...counts].filter(([tag]) => !avoided.has(tag)));
  return drawTags(fresh, howMany, random).sort((a, b) => b.papers - a.papers);
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
