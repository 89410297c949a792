import { fold } from '../scan/fold.ts';

/** Finds keywords in texts: as words one after the other, whatever parts them. */
export interface KeywordFinder {
  /** @returns the keywords that a text says, by their places in the list */
  in(text: string): Set<number>;
}

export function openKeywordFinder(keywords: readonly string[]): KeywordFinder {
  const byFirst = new Map<string, { readonly index: number; readonly words: readonly string[] }[]>();
  for (const [index, keyword] of keywords.entries()) {
    const words = fold(keyword);
    const [first] = words;
    if (first === undefined) continue;
    const same = byFirst.get(first);
    if (same === undefined) byFirst.set(first, [{ index, words }]);
    else same.push({ index, words });
  }
  return {
    in: text => {
      const found = new Set<number>();
      const tokens = fold(text);
      for (const [at, token] of tokens.entries()) {
        for (const { index, words } of byFirst.get(token) ?? [])
          if (!found.has(index) && words.every((word, step) => tokens[at + step] === word)) found.add(index);
      }
      return found;
    },
  };
}

/** @returns a pattern that finds any of the keywords as they may stand in a text */
export function keywordPattern(keywords: readonly string[]): RegExp {
  const forms = keywords
    .toSorted((a, b) => b.length - a.length)
    .map(keyword =>
      keyword
        .split(/[\s-]+/u)
        .map(escaped)
        .join('[\\s-]+'),
    );
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${forms.join('|')})(?![\\p{L}\\p{N}])`, 'giu');
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');
}
