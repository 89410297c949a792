import { foldTyped, isWord } from './fold.ts';
import { piecesOf, type Reading } from './pages.ts';
import type { ScanPaper } from './papers.ts';
import { eachPhrase, type Places, placesOf } from './places.ts';
import { openSpellings, type Spellings } from './spellings.ts';
import { openStream, type Place, type Stream } from './stream.ts';

/** All that many papers say, ready to be asked. */
export interface Corpus {
  readonly papers: readonly ScanPaper[];
  readonly stream: Stream;
  readonly places: Places;
  readonly spellings: Spellings;
  /** The tokens that are words, and no characters between words. */
  readonly words: ReadonlySet<number>;
}

/** @param spellings those of a larger corpus, where these papers are part of it */
export function openCorpus(
  papers: readonly ScanPaper[],
  spellings: Spellings | null = null,
  reading: Reading = 'judged',
): Corpus {
  const own = spellings ?? openSpellings();
  const { add, close } = openStream();
  for (const [paper, { titles, abstract, tldr, keywords, authors, raw }] of papers.entries()) {
    const addText = (place: Place, text: string): void => {
      add(paper, place, text);
      if (spellings === null) own.add(text);
    };
    for (const title of titles) addText('title', title);
    addText('abstract', abstract);
    addText('tldr', tldr);
    for (const keyword of keywords) addText('tag', keyword);
    for (const author of authors) addText('author', author);
    for (const { field, text } of piecesOf(raw, reading).flat()) addText(field, text);
  }
  const stream = close();
  const words = [...stream.numbers].flatMap(([token, number]) => (isWord(token) ? [number] : []));
  return { papers, stream, places: placesOf(stream), spellings: own, words: new Set(words) };
}

/** @returns every way to spell what was typed, as numbers of tokens; those that no paper can say are left out */
export function variantsOf({ stream, spellings }: Corpus, typed: string): number[][] {
  return spellings.variants(foldTyped(typed)).flatMap(variant => {
    const numbers = variant.map(token => stream.numbers.get(token) ?? -1);
    return numbers.length === 0 || numbers.includes(-1) ? [] : [numbers];
  });
}

/** @returns the papers, by their place in the list, that say the phrase in one of the places, or anywhere */
export function sayers(corpus: Corpus, typed: string, places: readonly Place[] | null): Set<number> {
  const { stream } = corpus;
  const found = new Set<number>();
  for (const variant of variantsOf(corpus, typed)) {
    eachPhrase(stream, corpus.places, variant, at => {
      const text = stream.texts[textAt(stream, at)];
      if (text !== undefined && (places === null || places.includes(text.place))) found.add(text.paper);
    });
  }
  return found;
}

/** @returns which text a token stands in */
export function textAt({ texts }: Stream, at: number): number {
  let from = 0;
  let to = texts.length;
  while (to - from > 1) {
    const middle = (from + to) >> 1;
    if ((texts[middle]?.from ?? 0) <= at) from = middle;
    else to = middle;
  }
  return from;
}
