import type { PageText, Seams } from '../../src/paper.ts';
import { markBreaks, type Vocabulary, vocabularyOf } from './hyphens.ts';
import { linesOf } from './lines.ts';
import { type Readings, readingsOf } from './readings.ts';
import { findReferences, type LineRange } from './references.ts';

/** One page's marked texts. A list can part the body in two, which no word or phrase then runs across. */
interface Pieces {
  readonly body: readonly string[];
  readonly references: readonly string[];
}

/**
 * @param raw - a paper's text as a PDF gave it, pages parted by form feeds; a form feed at its end opens none
 * @returns `pages[0]` is page 1 of the PDF, cut in body and references, on one line and ready to be shown;
 * the seams are the readings of words broken at a line's end that the pages do not show
 */
export function paperText(raw: string): { pages: PageText[]; seams: Seams } {
  const pieces = piecesOf(linesOf(raw));
  const vocabulary = vocabularyOf(pieces.flatMap(({ body, references }) => [...body, ...references]));
  const read = pieces.map(({ body, references }) => ({
    body: readAll(body, vocabulary),
    references: readAll(references, vocabulary),
  }));
  return {
    pages: read.map(({ body, references }) => ({ body: body.shown, references: references.shown })),
    seams: {
      body: read.flatMap(({ body }) => body.seams),
      references: read.flatMap(({ references }) => references.seams),
    },
  };
}

function piecesOf(pages: readonly (readonly string[])[]): Pieces[] {
  const ranges = findReferences(pages.flat());
  let first = 0;
  return pages.map(lines => {
    const pieces = cut(lines, first, ranges);
    first += lines.length;
    return pieces;
  });
}

// Between two cuts stands, in turn, body and references.
function cut(lines: readonly string[], first: number, ranges: readonly LineRange[]): Pieces {
  const onPage = ranges.filter(({ from, to }) => from < first + lines.length && to > first);
  const cuts = [...onPage.flatMap(({ from, to }) => [Math.max(from - first, 0), to - first]), lines.length];
  const pieces = cuts.map((end, index) => markBreaks(lines.slice(cuts[index - 1] ?? 0, end).join('\n')));
  return {
    body: pieces.filter((piece, index) => index % 2 === 0 && piece !== ''),
    references: pieces.filter((piece, index) => index % 2 === 1 && piece !== ''),
  };
}

function readAll(pieces: readonly string[], vocabulary: Vocabulary): Readings {
  const readings = pieces.map(piece => readingsOf(piece, vocabulary));
  return {
    shown: readings.map(({ shown }) => shown).join(' '),
    seams: readings.flatMap(({ seams }) => seams),
  };
}
