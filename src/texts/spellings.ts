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
    for (const word of hyphenatedWords(text)) {
      const parts = fold(word);
      if (found.has(parts) || parts.split(' ').length > SEVERAL_HYPHENS) continue;
      const joined = parts.replaceAll(' ', '');
      if (joined.length >= LEAST_JOINED && parts.includes(' ')) found.set(parts, { joined, parts });
    }
  }
  return [...found.values()];
}

/** Only what stands between white space around a hyphen is looked at: most of a text is not. */
function* hyphenatedWords(text: string): Generator<string> {
  for (let hyphen = text.indexOf('-'); hyphen !== -1; ) {
    const end = endOfWord(text, hyphen);
    for (const [word] of text.slice(startOfWord(text, hyphen), end).matchAll(HYPHENATED)) yield word;
    hyphen = text.indexOf('-', end);
  }
}

function startOfWord(text: string, within: number): number {
  let start = within;
  while (start > 0 && !isSpace(text, start - 1)) start -= 1;
  return start;
}

function endOfWord(text: string, within: number): number {
  let end = within;
  while (end < text.length && !isSpace(text, end)) end += 1;
  return end;
}

function isSpace(text: string, at: number): boolean {
  return /\s/u.test(text.charAt(at));
}
