import { composeAccents } from './accents.ts';
import { withoutPiles } from './piles.ts';

const LINE_ENDS = /\r\n?|[\u0085\u2028\u2029]/gu;
const LONE_SURROGATES = /\p{Surrogate}/gu;

// Ligatures, full-width letters, the italic letters of formulas. But 2² is not 22, and an accent that stands
// apart would become a space with an accent on it.
const COMPATIBLE = /[^\p{No}´¨¯¸˘˙˚˛˜˝\u0384\u0385]+/gu;

// A page holds only what was printed. A soft hyphen that was printed is a hyphen; in ISO-8859-1 output of
// pdftotext it stands for the dash of number ranges, where dropping it would fuse two numbers.
const HYPHENS = /[\u00AD\u2010\u2011]/gu;

// White space is kept: the line breaks are needed until line-end hyphens are resolved.
const INVISIBLE = /[^\P{Cc}\s]|[\p{Cf}\p{Co}\p{Noncharacter_Code_Point}]/gu;

/**
 * @param raw - text as a PDF gave it
 * @returns the same text in well-formed NFKC (small raised numbers aside), with only printable characters and white space in it: controls
 * and private-use characters are gone, every line ends in "\n", ligatures are letters, accents sit on theirs
 */
export function cleanCharacters(raw: string): string {
  const printable = withoutPiles(raw)
    .replace(LINE_ENDS, '\n')
    .replace(LONE_SURROGATES, '\uFFFD')
    .replace(HYPHENS, '-')
    .replace(INVISIBLE, '');
  return composeAccents(printable.normalize('NFC'))
    .replace(COMPATIBLE, text => text.normalize('NFKC'))
    .replace(INVISIBLE, '');
}
