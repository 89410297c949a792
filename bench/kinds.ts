import { keywordsOf, type RawPaper } from './archive.ts';
import { draw, isPhrase, isWords } from './phrases.ts';
import { sample, seeded } from './random.ts';
import { toScanPaper } from './scan/papers.ts';
import { type Term, typed } from './scan/scan.ts';
import { type Kind, termOf } from './terms.ts';

/** What is typed after `/iclr`, by what kind of question it is. */
export type Commands = Readonly<Record<string, readonly string[]>>;

const EACH = 100;
/** What is typed of a tag while completions are asked for. */
const LETTERS_TYPED = 4;

/** @returns a hundred commands of every kind, the same in every run */
export function commandsOf(archive: readonly RawPaper[]): Commands {
  const random = seeded(5);
  const keywords = keywordsOf(archive).filter(keyword => !/["\\$:]|^-|\s-/u.test(keyword));
  const drawn = sample(archive, 4 * EACH, random).map(toScanPaper);
  const texts = archive.map(({ text }) => text);
  const terms = (kind: Kind): Term[] =>
    drawn.flatMap(paper => termOf(paper, kind, random) ?? []).slice(0, EACH);
  const alone = (kind: Kind): string[] => terms(kind).map(term => typed([term]));
  const together = (...kinds: readonly Kind[]): string[] =>
    drawn
      .map(paper => kinds.flatMap(kind => termOf(paper, kind, random) ?? []))
      .filter(list => list.length === kinds.length)
      .slice(0, EACH)
      .map(typed);
  const without = (kind: Kind): string[] =>
    terms(kind).map(term =>
      typed([
        { ...term, field: null, text: 'networks', quoted: true },
        { ...term, excluded: true },
      ]),
    );
  const some = (): string[] => sample(keywords, EACH, random);
  return {
    'plain words': some(),
    'keyword, quoted': some().map(keyword => `"${keyword}"`),
    'random phrase': draw(EACH, texts, random, text => isPhrase(text) && isWords(text)).map(
      text => `"${text.replaceAll(/\s+/gu, ' ')}"`,
    ),
    'five words, unquoted': draw(
      EACH,
      texts,
      random,
      text => isPhrase(text) && isWords(text) && text.split(/\s+/u).length === 5,
    ).map(text => text.replaceAll(/\s+/gu, ' ')),
    'phrase of common words': COMMON,
    'title: word': alone('title word'),
    'title: phrase': alone('title phrase'),
    'abstract: word': alone('abstract word'),
    'abstract: phrase': alone('abstract phrase'),
    'author: name': alone('author phrase'),
    'cites: name': alone('cites word'),
    'cites: two names': alone('cites two names'),
    'tag:': alone('tag'),
    'tag: and words': together('tag', 'word', 'word'),
    'cites: and words': together('cites word', 'word', 'word'),
    'title:, cites: and a phrase': together('title word', 'cites word', 'phrase'),
    'without a word': without('word'),
    'without a phrase': without('phrase'),
    'without a cites: name': without('cites word'),
    similar: drawn.slice(0, EACH).map(({ id }) => `similar ${id}`),
    random: Array.from({ length: EACH }, () => 'random'),
    tags: some().map(keyword => `tags ${keyword.slice(0, LETTERS_TYPED)}`),
    [COMPLETION]: some().map(keyword => keyword.slice(0, LETTERS_TYPED)),
  };
}

/** Not a command: what is typed so far, and completed. */
export const COMPLETION = 'completion';

const COMMON = [
  ...['"of the"', '"in the"', '"we show that"', '"as well as"', '"in order to"', '"with respect to"'],
  ...['"neural network"', '"the number of"', '"state of the art"', '"can be seen"', '"based on the"'],
  ...['"is the same"', '"for example"', '"on the other hand"', '"the training set"', '"it is not"'],
];
