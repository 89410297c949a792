// The Stream-Safe Text Format of Unicode (UAX 15) takes no more marks in a row for those of a letter, either.
const PILE = /(\p{M}{30})\p{M}+/gu;

/**
 * @returns the text with at most 30 marks on a letter: putting marks in order, as normalising does, takes the square
 * of how many there are, which for a page of nothing else is an hour
 */
export function withoutPiles(text: string): string {
  return text.replace(PILE, '$1');
}
