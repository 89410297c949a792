import type { RawPaper } from './archive.ts';

/**
 * What a paper truly says, in the two readings of a hyphen at a line's end: joined, and parted (which
 * a hyphen equals, because any run of spaces and hyphens equals any other).
 */
export interface Truth {
  readonly id: string;
  readonly readings: readonly string[];
}

const LINE_END_HYPHEN = /-[^\S\n]*\n\s*/gu;

/** As long as the longest keywords: further from a hyphen, a text reads the same either way. */
const AROUND = 150;

export function truthOf({ id, text, keywords }: RawPaper): Truth {
  const joined = [...text.matchAll(LINE_END_HYPHEN)].map(({ index, 0: hyphen }) =>
    text.slice(Math.max(0, index - AROUND), index + hyphen.length + AROUND).replaceAll(LINE_END_HYPHEN, ''),
  );
  return {
    id,
    readings: [normalise(`${text} ${keywords.join(' ')}`), joined.map(normalise).join(' | ')],
  };
}

/** @returns lower case, with any run of spaces and hyphens one space */
export function normalise(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[\s-]+/gu, ' ')
    .trim();
}

/** @returns whether the words stand there with no letter, digit or underscore right before or after */
export function holds({ readings }: Truth, phrase: string): boolean {
  return readings.some(reading => {
    for (let at = reading.indexOf(phrase); at !== -1; at = reading.indexOf(phrase, at + 1)) {
      if (!isGlue(reading[at - 1]) && !isGlue(reading[at + phrase.length])) return true;
    }
    return false;
  });
}

function isGlue(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}_]/u.test(character);
}

/**
 * The reference list, found without the project's own cut: from the last line that is nothing but its
 * heading, up to the next line that begins an appendix.
 * @returns the list with white space collapsed, '' where there is no such line
 */
export function referencesOf({ text }: RawPaper): string {
  const lines = text.split(/[\n\f]/u);
  const heading = lines.findLastIndex(line =>
    /^\s*(?:\d+\.?\s*)?(?:references|bibliography)\s*$/iu.test(line),
  );
  if (heading === -1) return '';
  const length = lines
    .slice(heading + 1)
    .findIndex(
      line => /^\s*(?:appendi|supplement|[A-H](?:\.\d)?\.?\s+[A-Z]{3})/iu.test(line) && line.length < 80,
    );
  const list = lines.slice(heading + 1, length === -1 ? undefined : heading + 1 + length);
  return list.join('\n').replaceAll(LINE_END_HYPHEN, '').replaceAll(/\s+/gu, ' ');
}
