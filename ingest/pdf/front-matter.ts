import { cleanCharacters } from '../text/characters.ts';
import { markBreaks, vocabularyOf } from '../text/hyphens.ts';
import { readingsOf } from '../text/readings.ts';
import { namesIn } from './names.ts';
import type { PdfText, PlacedLine } from './reader.ts';

/** What a paper says of itself before its abstract. */
export interface FrontMatter {
  readonly title: string | null;
  readonly authors: readonly string[];
}

// In points: what stands lower belongs to the text, in papers without a heading "Abstract".
const LOWEST_TITLE = 400;

// In sizes of the title's type. Its lines are close together; what is further off is the authors'.
const LINE_SPACING = 1.7;
const SAME_SIZE = 0.06;

// Titles, too, begin with the word: "Abstract Reasoning in Cats".
const ABSTRACT = /^a ?bstract(?:$|\s*[.:—–-])|^(?:summary|contents)$/iu;
const NOT_WRITTEN_BY_AUTHORS =
  /^(?:arXiv:|\d{3,4}$|(?:Under review|Published|Accepted|Submitted|To appear)\b)/u;

// What journals print over a paper, in type as large as its title's.
const RUBRIC =
  /^(?:reports?|letters?|articles?|reviews?|(?:research|original|review) (?:article|paper)s?)$/iu;
const FOOTNOTE_MARKS = /\s*[*∗†‡§¶⇤]+$/u;
const LONGEST_TITLE = 400;
const NO_TITLE =
  /^(?:untitled|microsoft word|arXiv:|https?:|doi:|title$)|\.(?:dvi|tex|docx?|pdf|indd|ps)$|^\W*\d/iu;

/**
 * @param lines of the first page, in reading order
 * @param info what the file says of itself: often the name of a template, and rarely all authors
 * @returns the title, by the size of its type, and the authors, by what follows it; null and none where
 * neither page nor file tells
 */
export function frontMatter(lines: readonly PlacedLine[], info: PdfText['info']): FrontMatter {
  const heading = headingOf(lines);
  const titleLines = titleOf(heading);
  const last = titleLines.at(-1);
  const byline = last === undefined ? [] : heading.filter(({ y }) => y > last.y + 1);
  const vocabulary = vocabularyOf(lines.map(({ text }) => cleaned(text)));
  const { shown } = readingsOf(markBreaks(titleLines.map(({ text }) => text).join('\n')), vocabulary);
  const printed = shown.replace(FOOTNOTE_MARKS, '');
  const authors = authorsIn(byline);
  const told = namesIn(info.author ?? '');
  return {
    title: chosen(printed, cleaned(info.title ?? '')),
    authors: told.length > authors.length ? told : authors,
  };
}

/** @returns the clean lines above the abstract, without stamps and running heads */
function headingOf(lines: readonly PlacedLine[]): PlacedLine[] {
  const clean = lines.map(line => ({ ...line, text: cleaned(line.text) }));
  const abstract = clean.find(({ text }) => ABSTRACT.test(text));
  const foot = abstract?.y ?? LOWEST_TITLE;
  return clean.filter(({ text, y }) => y < foot && text !== '' && !NOT_WRITTEN_BY_AUTHORS.test(text));
}

/** @returns the lines in the largest type, from the first of them as far as they follow closely */
function titleOf(heading: readonly PlacedLine[]): PlacedLine[] {
  const worded = heading.filter(({ text }) => /\p{L}{3}/u.test(text) && !RUBRIC.test(text));
  const largest = worded.reduce((most, { size }) => Math.max(most, size), 0);
  const first = worded.findIndex(({ size }) => isAbout(size, largest));
  const title: PlacedLine[] = [];
  for (const line of worded.slice(Math.max(0, first))) {
    const last = title.at(-1);
    const isFar = last !== undefined && line.y - last.y > LINE_SPACING * largest;
    if (isFar || !isAbout(line.size, largest)) break;
    title.push(line);
  }
  // A page in one size throughout tells no title, unless few lines stand before its abstract.
  const isText = title.length > 5;
  return isText ? [] : title;
}

function isAbout(size: number, other: number): boolean {
  return Math.abs(size - other) <= SAME_SIZE * other;
}

/** Of two ways to write a title the file's is better where the page has it in capitals. */
function chosen(printed: string, told: string): string | null {
  const letters = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  if (printed === '' || printed.length > LONGEST_TITLE) {
    const isTitle = told.includes(' ') && told.length <= LONGEST_TITLE && !NO_TITLE.test(told);
    return isTitle ? told : null;
  }
  return !/\p{Ll}/u.test(printed) && letters(printed) === letters(told) ? told : printed;
}

/** @returns the text as it is searched, but with the tabs that part names side by side */
function cleaned(text: string): string {
  return cleanCharacters(text)
    .replace(/[^\S\t]+/gu, ' ')
    .trim();
}

// The first line names authors. Another does where the list before it goes on, beside it, where an address
// stands in it, and after a gap; what is directly below a name is where its bearer works.
function authorsIn(byline: readonly PlacedLine[]): string[] {
  const authors = new Set<string>();
  const [top] = byline;
  let [before, goesOn, found]: [PlacedLine | undefined, boolean, readonly string[]] = [undefined, true, []];
  for (const line of byline) {
    const isBeside = top !== undefined && Math.abs(line.y - top.y) < 3;
    const isApart = before !== undefined && line.y - before.y > LINE_SPACING * line.size;
    const names = namesIn(line.text);
    const isRow = found.length > 1 && names.length > 1;
    found = goesOn || isBeside || isApart || isRow || line.text.includes('@') ? names : [];
    for (const name of found) authors.add(name);
    goesOn = found.length > 0 ? /(?:,|&|\band)$/u.test(line.text) : goesOn && authors.size === 0;
    before = line;
  }
  return [...authors];
}
