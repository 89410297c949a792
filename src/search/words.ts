/** Runs of letters, digits and the marks on them: what the engine, too, takes for words. */
const WORD = /[\p{L}\p{N}\p{M}]+/gu;
/** Most texts; folding them needs no look at accents. */
const PRINTABLE_ASCII = /^[ -~]*$/u;

/** @returns the words of a text as they stand in it, without what parts them */
export function wordsOf(text: string): string[] {
  return text.match(WORD) ?? [];
}

/** @returns the text in the form in which two spellings of one word are equal: lower case, no accents */
export function fold(text: string): string {
  if (PRINTABLE_ASCII.test(text)) return text.toLowerCase();
  return text
    .normalize('NFD')
    .replaceAll(/\p{M}+/gu, '')
    .toLowerCase();
}

/** @returns the text with every run of white space made one space, and none at its ends */
export function collapse(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim();
}
