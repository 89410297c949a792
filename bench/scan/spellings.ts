import { fold, isWord } from './fold.ts';

/** Two or three words of letters with a hyphen between, inside a line: no end of a word that began in the last. */
const HYPHENATED = /(?<![\p{L}\p{N}_-]|-\s*\n\s*)\p{L}+(?:-\p{L}+){1,2}(?![\p{L}\p{N}_-])/gu;
const LEAST_JOINED = 4;
const MOST_PARTS = 3;
const MOST_VARIANTS = 500;

/** Spellings that are one: "t-SNE", "t SNE", "tSNE". Joined, and every way in which it is parted. */
export interface Spellings {
  add(text: string): void;
  /** @returns every way to spell a phrase, itself first */
  variants(phrase: readonly string[]): string[][];
}

export function openSpellings(): Spellings {
  const parted = new Map<string, Set<string>>();
  const seen = new Set<string>();

  /** @returns the other spellings of these words, none where they are no hyphenated word */
  const others = (words: readonly string[]): string[][] => {
    const joined = words.join('');
    const forms = parted.get(joined);
    if (forms === undefined || !(words.length === 1 || forms.has(words.join(' ')))) return [];
    return [[joined], ...[...forms].map(form => form.split(' '))];
  };
  const variantsFrom = (phrase: readonly string[]): string[][] => {
    const [first] = phrase;
    if (first === undefined) return [[]];
    const found = variantsFrom(phrase.slice(1)).map(rest => [first, ...rest]);
    for (let length = 1; length <= Math.min(MOST_PARTS, phrase.length); length += 1) {
      const words = phrase.slice(0, length);
      if (!words.every(isWord)) break;
      const spelled = others(words);
      if (spelled.length === 0) continue;
      const rests = variantsFrom(phrase.slice(length));
      for (const form of spelled) found.push(...rests.map(rest => [...form, ...rest]));
    }
    return found.slice(0, MOST_VARIANTS);
  };

  return {
    add: text => {
      for (const [word] of text.matchAll(HYPHENATED)) {
        if (seen.has(word)) continue;
        seen.add(word);
        const parts = fold(word);
        const joined = parts.join('');
        if (joined.length < LEAST_JOINED) continue;
        parted.set(joined, (parted.get(joined) ?? new Set()).add(parts.join(' ')));
      }
    },
    variants: phrase => {
      const once = new Map(variantsFrom(phrase).map(variant => [variant.join(' '), variant]));
      return [...once.values()];
    },
  };
}
