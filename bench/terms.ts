import { sample } from './random.ts';
import { piecesOf } from './scan/pages.ts';
import { type ScanPaper, shortForm } from './scan/papers.ts';
import type { Term } from './scan/scan.ts';

/** What a measurement asks for, each kind drawn out of a paper that has it. */
export const KINDS = [
  'word',
  'phrase',
  'title word',
  'title phrase',
  'abstract word',
  'abstract phrase',
  'author word',
  'author phrase',
  'cites word',
  'cites two names',
  'tag',
  'venue',
  'year',
] as const;
export type Kind = (typeof KINDS)[number];

/** A word with nothing but letters and hyphens, and no hyphen before it: typed alone it is no exclusion. */
const WORD = /(?<![^\s(])\p{L}[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*(?=[\s,.;)])/gu;
const PHRASE = /(?<![^\s(])\p{L}[\p{L}-]*(?:[ ,]+\(?[\p{L}\p{N}][\p{L}\p{N}-]*\)?){1,3}(?=[\s,.;])/gu;
/** "Diederik P. Kingma and Jimmy Ba": the surnames of two who stand one after the other. */
const PAIR =
  /(?<=\p{Lu}[\p{Ll}.]* )(\p{Lu}\p{Ll}{2,})(?:,|,? and) (?:\p{Lu}[\p{Ll}.]* ){1,2}(\p{Lu}\p{Ll}{2,})(?=[,.]| and)/gu;
const SURNAME = /(?<=\p{Lu}[\p{Ll}.]* )\p{Lu}\p{Ll}{3,}(?=,| and)/gu;

/** @returns a term that the paper matches (while it is not excluded), or null where it has none of this kind */
export function termOf(paper: ScanPaper, kind: Kind, random: () => number): Term | null {
  const one = (texts: readonly string[]): string | null => sample(texts, 1, random)[0] ?? null;
  const match = (text: string, pattern: RegExp): string | null =>
    one([...text.matchAll(pattern)].map(([found]) => found));
  const term = (field: Term['field'], text: string | null, quoted: boolean): Term | null =>
    text === null ? null : { field, text, quoted, excluded: false };
  const somewhere = (): string => {
    const from = Math.floor(random() * paper.raw.length);
    return (
      paper.raw
        .slice(from, from + 400)
        .split('\f')[0]
        ?.replaceAll('\u00ad', '-') ?? ''
    );
  };
  const [title = ''] = paper.titles;
  switch (kind) {
    case 'word':
      return term(null, match(somewhere(), WORD), false);
    case 'phrase':
      return term(null, match(somewhere(), PHRASE), true);
    case 'title word':
      return term('title', match(`${title} `, WORD), false);
    case 'title phrase':
      return term('title', match(`${title} `, PHRASE), true);
    case 'abstract word':
      return term('abstract', match(paper.abstract, WORD), false);
    case 'abstract phrase':
      return term('abstract', match(paper.abstract, PHRASE), true);
    case 'author word':
      return term('author', one(paper.authors.flatMap(author => author.split(' '))), false);
    case 'author phrase':
      return term('author', one(paper.authors), true);
    case 'cites word':
      return term('cites', one(surnamesIn(paper)), false);
    case 'cites two names':
      return term('cites', one(pairsIn(paper)), true);
    case 'tag':
      return term('tag', one(paper.keywords.filter(keyword => !/["\\$]/u.test(keyword))), true);
    case 'venue':
      return term(
        'venue',
        one([paper.venue, shortForm(paper.venue), shortForm(paper.venue).split(' ')[0] ?? '']),
        true,
      );
    case 'year':
      return term('year', paper.venue.split('/')[1] ?? null, false);
  }
}

function surnamesIn(paper: ScanPaper): string[] {
  const list = listOf(paper);
  return [...list.matchAll(SURNAME)].map(([name]) => name).filter(name => isName(name, paper));
}

function pairsIn(paper: ScanPaper): string[] {
  return [...listOf(paper).matchAll(PAIR)].flatMap(([, one = '', other = '']) =>
    isName(one, paper) && isName(other, paper) ? [`${one} ${other}`] : [],
  );
}

/** What a paper writes without its capital, too, is a word of a title. */
function isName(name: string, { raw }: ScanPaper): boolean {
  return !raw.includes(` ${name.toLowerCase()}`);
}

function listOf({ raw }: ScanPaper): string {
  const pieces = piecesOf(raw).flat();
  return pieces.flatMap(({ field, text }) => (field === 'references' ? [text] : [])).join('\n');
}
