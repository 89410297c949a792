/**
 * Characters that are not seen and that a chat window or a terminal would obey: controls, halves of a
 * surrogate pair, and marks that turn the reading direction.
 */
export const INVISIBLE = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** @returns a line without what steers a reader's eye or program, its spaces as they are */
export function withoutControls(line: string): string {
  return line.replaceAll(INVISIBLE, '');
}

/** @returns the text as one such line, each run of white space one space */
export function oneLine(text: string): string {
  return withoutControls(text.replaceAll(/\s+/gu, ' '));
}
