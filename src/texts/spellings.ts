/** Words of letters that a hyphen joins, inside a line. */
const HYPHENATED = /(?<![\p{L}\p{N}_-])\p{L}+(?:-\p{L}+)+(?![\p{L}\p{N}_])/gu;
const SEVERAL_HYPHENS = 3;
/** "re-do" and the like: shorter joined words are too often another word. */
const LEAST_JOINED = 4;

/** A word as it is written joined, and its parts as they are written with hyphens between. */
export interface HyphenSpelling {
  readonly joined: string;
  readonly parts: string;
}

/** @returns every hyphenated word of a text ("t-SNE" is tsne and "t sne"), once; `fold` gives its tokens */
export function hyphenSpellings(texts: readonly string[], fold: (text: string) => string): HyphenSpelling[] {
  const found = new Map<string, HyphenSpelling>();
  for (const text of texts) {
    for (const [word] of text.matchAll(HYPHENATED)) {
      const parts = fold(word);
      if (found.has(parts) || parts.split(' ').length > SEVERAL_HYPHENS) continue;
      const joined = parts.replaceAll(' ', '');
      if (joined.length >= LEAST_JOINED && parts.includes(' ')) found.set(parts, { joined, parts });
    }
  }
  return [...found.values()];
}
