const YEAR = '(?:19[4-9]\\d|20[0-3]\\d)[a-z]?';

// What lists of references hold and prose seldom does. A year before a bracket or a semicolon is a citation's,
// "(Doe et al., 2017)", unless it is alone in the brackets and a full stop follows: "Doe, J. (2017). Title".
const MARKS = [
  `\\b${YEAR}\\b(?![);\\]])|\\(${YEAR}\\)\\.`,
  '\\barXiv\\b|\\bCoRR\\b|\\bpreprint\\b|\\bhttps?:|\\bdoi\\b',
  '\\bProceedings\\b|\\bProc\\.|\\bConference\\b|\\bSymposium\\b|\\bWorkshop\\b|\\bAdvances in\\b',
  '\\bJournal\\b|\\bTransactions\\b|\\bPress\\b|\\bSpringer\\b|\\bUniversity\\b|\\bthesis\\b|\\bTechnical report\\b',
  '\\p{Lu}\\., \\p{Lu}|\\p{Lu}\\. \\p{Lu}\\p{Ll}+, \\p{Lu}\\. |(?:\\p{Lu}\\p{Ll}+ \\p{Lu}\\p{Ll}+, ){3}',
  '\\bpp\\. ?\\d|\\bpages \\d|\\d\\(\\d+\\)[:,]|\\d:\\d+-\\d',
];
const MARK = new RegExp(MARKS.join('|'), 'gu');

const SECTION_NUMBER = /^(?:§? ?\d{1,3}|[IVX]{1,4})[.:]?\s+/u;

// In the plural only: all 17 lines of ICLR 2019 that say just "Reference" label a figure or a table.
const REFERENCES = /^(?:references(?:andnotes)?|bibliography|literaturecited|workscited)[:.]?$/iu;
const REFERENCES_BEFORE_ENTRY = /^(?:REFERENCES|References|BIBLIOGRAPHY|Bibliography)\s+[[\p{Lu}]/u;

const APPENDIX_NUMBER = '(?:[A-Z]\\d?[.:]?\\s+)?';
const APPENDIX_WORD =
  '(?:A ?PPENDI(?:X|CES)|S ?UPPLEMENT(?:S|AL|ARY)?|A ?CKNOWLEDGE?MENTS?|Append(?:ix|ices)|Supplement(?:al|ary)?' +
  '|Acknowledge?ments?|S ?UPPORTING I ?NFORMATION|Supporting Information)';
// "Appendix C)" ends a sentence.
const APPENDIX = new RegExp(
  `^${APPENDIX_NUMBER}${APPENDIX_WORD}(?:$|[:.]|\\s+(?:for|to|of)\\b|\\s+(?!\\S{1,3}[),;])[\\p{Lu}\\d(])`,
  'u',
);

const RUNNING_HEAD = /^(?:Under review|Published) as a conference paper/u;

// A longer line is a sentence in all of the 1,589 papers of ICLR 2019.
const LONGEST_HEADING = 120;

/** @returns how many marks of a bibliography a line holds: years that cite nothing, publishers, page ranges */
export function countMarks(line: string): number {
  return line.match(MARK)?.length ?? 0;
}

/** @returns whether a line is the heading of a reference list, alone or with the first entry after it */
export function isReferencesHeading(line: string): boolean {
  const title = line.slice(0, LONGEST_HEADING).replace(SECTION_NUMBER, '');
  if (REFERENCES_BEFORE_ENTRY.test(title)) return true;
  // Small capitals come apart ("R EFERENCES"), and one paper says "REFERENCES REFERENCES".
  const words = title.replace(/\s/gu, '').replace(/^(references)\1$/iu, '$1');
  return line.length <= LONGEST_HEADING && REFERENCES.test(words);
}

/** @returns whether a line says that what follows is an appendix, a supplement or acknowledgements */
export function isAppendixHeading(line: string): boolean {
  return (
    line.length <= LONGEST_HEADING &&
    APPENDIX.test(line.replace(SECTION_NUMBER, '')) &&
    countMarks(line) === 0
  );
}

/** @returns whether a line is in capitals and no entry, as ICLR sets the headings of sections ("A PROOFS") */
export function isHeadingInCapitals(line: string): boolean {
  if (line.length > LONGEST_HEADING || countMarks(line) > 0) return false;
  const capitals = line.match(/\p{Lu}/gu)?.length ?? 0;
  const small = line.match(/\p{Ll}/gu)?.length ?? 0;
  return capitals > 5 && capitals > 4 * small;
}

/** @returns whether a line is the head that ICLR prints on every page */
export function isRunningHead(line: string): boolean {
  return RUNNING_HEAD.test(line);
}
