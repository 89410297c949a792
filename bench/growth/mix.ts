import type { Source, SourceItem } from '../../ingest/source.ts';
import { NO_SEAMS, type PageText, type SourcePaper } from '../../src/paper.ts';
import { keywordPattern, openKeywordFinder } from './keywords.ts';
import { renamer, type Vocabulary, vocabularyOf } from './vocabulary.ts';

/** Papers that more are made of. */
export interface Originals {
  readonly papers: readonly SourcePaper[];
  readonly vocabulary: Vocabulary;
  readonly keywords: readonly string[];
  /** Of each paper: the keywords that its metadata and the first half of its pages say, and the second half. */
  readonly said: readonly { readonly first: ReadonlySet<number>; readonly second: ReadonlySet<number> }[];
}

/** What takes the place of a keyword that the paper, as a whole, should not say. */
const ANY_WORD = 'such';
/** From round to round a paper is mixed with another. */
const STRIDE = 37;

export function readOriginals(papers: readonly SourcePaper[], keywords: readonly string[]): Originals {
  const finder = openKeywordFinder(keywords);
  return {
    papers,
    keywords,
    vocabulary: vocabularyOf(papers.map(({ pages }) => textsOf(pages))),
    said: papers.map(paper => {
      const { title, abstract, tldr } = paper;
      const head = [title, abstract ?? '', tldr ?? '', ...paper.keywords];
      return {
        first: finder.in([...head, ...textsOf(firstHalf(paper))].join(' ¶ ')),
        second: finder.in(textsOf(secondHalf(paper)).join(' ¶ ')),
      };
    }),
  };
}

/**
 * @param from the first of the made papers, @param to the one after the last: numbers below that of the
 * originals are the originals themselves
 */
export function mixedSource(originals: Originals, from: number, to: number): Source {
  const items = async function* (): AsyncGenerator<SourceItem> {
    let round = -1;
    let rename = (text: string): string => text;
    for (let number = from; number < to; number += 1) {
      const needed = Math.floor(number / originals.papers.length);
      if (needed !== round) {
        round = needed;
        rename = round === 0 ? text => text : renamer(originals.vocabulary, round);
      }
      const paper = mixedPaper(originals, number, rename);
      if (paper !== null) yield { kind: 'paper', paper };
    }
  };
  return { total: to - from, items: items() };
}

/**
 * The first half of one paper and the second of another, which says no keyword that the first paper does not
 * say, and names those that it says no more: each keyword keeps its share of the papers.
 */
function mixedPaper(
  { papers, said, keywords }: Originals,
  number: number,
  rename: (text: string) => string,
): SourcePaper | null {
  const round = Math.floor(number / papers.length);
  const index = number % papers.length;
  const other = (index + STRIDE * round) % papers.length;
  const [one, two] = [papers[index], papers[other]];
  const [own, foreign] = [said[index], said[other]];
  if (one === undefined || two === undefined || own === undefined || foreign === undefined) return null;
  if (round === 0) return one;
  const says = (keyword: number): boolean => own.first.has(keyword) || own.second.has(keyword);
  const unwanted = [...foreign.second].filter(keyword => !says(keyword));
  const lost = [...own.second].filter(keyword => !own.first.has(keyword) && !foreign.second.has(keyword));
  const name = (list: readonly number[]): string[] => list.map(keyword => keywords[keyword] ?? '');
  const pattern = unwanted.length === 0 ? null : keywordPattern(name(unwanted));
  const masked = (text: string): string => (pattern === null ? text : text.replaceAll(pattern, ANY_WORD));
  const pages = [
    ...firstHalf(one).map(page => changed(page, rename)),
    ...secondHalf(two).map(page => changed(page, text => rename(masked(text)))),
    { body: `${name(lost).join('; ')}.`, references: '' },
  ];
  return { ...one, id: `${one.id}-${round}`, pages, seams: NO_SEAMS };
}

function changed({ body, references }: PageText, change: (text: string) => string): PageText {
  return { body: change(body), references: change(references) };
}

function firstHalf({ pages }: SourcePaper): readonly PageText[] {
  return pages.slice(0, Math.ceil(pages.length / 2));
}

function secondHalf({ pages }: SourcePaper): readonly PageText[] {
  return pages.slice(Math.ceil(pages.length / 2));
}

function textsOf(pages: readonly PageText[]): string[] {
  return pages.flatMap(({ body, references }) => [body, references]);
}
