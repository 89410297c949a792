import { cutText, PAPER_LIMITS } from '../../src/paper-limits.ts';

/** A paper's text as a file has it, pages parted by form feeds. */
export interface RawText {
  readonly raw: string;
  /** What of it is left out; null where it is whole. */
  readonly missing: string | null;
}

/** @returns the text as far as a paper may have one, before work is done on the rest of it */
export function rawTextWithin(text: string): RawText {
  const { pages, text: characters } = PAPER_LIMITS;
  let [end, page] = [-1, 0];
  do {
    end = text.indexOf('\f', end + 1);
    page += 1;
  } while (end !== -1 && page < pages.most);
  const isCut = end !== -1 && text.slice(end + 1).trim() !== '';
  const raw = isCut ? text.slice(0, end) : text;
  if (raw.length > characters.most)
    return { raw: cutText(raw, characters.most), missing: pastLimit(characters.most, characters.unit) };
  return { raw, missing: isCut ? pastLimit(pages.most, pages.unit) : null };
}

function pastLimit(most: number, unit: string): string {
  return `its text is past the limit of ${most.toLocaleString('en')} ${unit}`;
}
