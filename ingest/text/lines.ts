import { cleanCharacters } from './characters.ts';
import { withoutFurniture } from './furniture.ts';

/**
 * @param raw - a paper's text as a PDF gave it, pages parted by form feeds; a form feed at its end opens none
 * @returns what its authors wrote on each page: clean lines, single-spaced and trimmed, none of them empty
 */
export function linesOf(raw: string): string[][] {
  const pages = raw.split('\f');
  const closed = pages.at(-1)?.trim() === '' ? pages.slice(0, -1) : pages;
  return withoutFurniture(closed.map(linesOfPage));
}

function linesOfPage(page: string): string[] {
  const lines = cleanCharacters(page).split('\n');
  return lines.map(line => line.replace(/\s+/gu, ' ').trim()).filter(line => line !== '');
}
