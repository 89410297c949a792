import type Database from 'libsql';
import { z } from 'zod';
import { costOf, type WordCount } from './cost.ts';
import { type Criterion, selectInHead } from './criteria.ts';
import { unpackHead, unpackPages } from './packed.ts';
import { type KnownSpellings, matchOf, type Phrase } from './phrase.ts';
import { numbersOf, rankedNumbers, type Slice } from './rank.ts';
import { statementsOf } from './statements.ts';
import type { Head, Pages } from './text-paper.ts';
import { nearestWords } from './vocabulary.ts';

/** The text index, for who searches it. */
export interface TextReader extends KnownSpellings {
  /**
   * @param first those that say it come before all others; null for no such thing
   * @param from how many papers to pass over
   */
  find(criteria: readonly Criterion[], first: Phrase | null, from: number, limit: number): Slice;
  count(criteria: readonly Criterion[]): number;
  /** @returns a paper whose title is this, folded; null where there is none */
  titled(title: string): number | null;
  /** @returns the papers whose titles hold the rarest of these words, best first, with their folded titles */
  titlesLike(
    words: readonly string[],
    criteria: readonly Criterion[],
    limit: number,
  ): readonly { readonly number: number; readonly title: string }[];
  /** @returns the numbers of all, in order */
  numbers(criteria: readonly Criterion[]): number[];
  /** @returns the words of the vocabulary that a mistyped word may mean, the most frequent first */
  nearest(word: string): string[];
  /** @returns how often the papers say a word; of one that a single paper says, or a new one, nothing is known */
  countWord(word: string): WordCount;
  /** @returns the full names of all venues */
  venues(): string[];
  numberOf(id: string): number | null;
  head(number: number): Head;
  pages(number: number): Pages;
  /** @returns ids by number */
  ids(numbers: readonly number[]): Map<number, string>;
  counts(): { readonly papers: number; readonly withText: number };
  noted(name: string): string | null;
  close(): void;
}

/** By its estimated cost, what is searched for once more to order it by how often a paper says it. */
const CHEAP_MS = 5;

const numberSchema = z.object({ number: z.int() });
const wordCountSchema = z.object({ papers: z.int(), times: z.int() }).optional();
const UNKNOWN_WORD: WordCount = { papers: 0, times: 0 };
const partsSchema = z.array(z.object({ parts: z.string() }));
const venuesSchema = z.array(z.object({ venue: z.string() }));
const titlesSchema = z.array(z.object({ number: z.int(), title: z.string() }));
const idsSchema = z.array(z.object({ number: z.int(), id: z.string() }));
const countsSchema = z.object({ papers: z.int(), withText: z.int().nullable() });
const valueSchema = z.object({ value: z.string() }).optional();

/** @param database closed with the reader */
export function createReader(database: Database.Database): TextReader {
  const statements = statementsOf(database);
  const { all, get } = statements;
  const countWord = (word: string): WordCount =>
    wordCountSchema.parse(get('SELECT papers, times FROM words WHERE word = ?', word)) ?? UNKNOWN_WORD;
  return {
    partsOf: joined =>
      partsSchema
        .parse(all('SELECT parts FROM spellings WHERE joined = ?', joined))
        .map(({ parts }) => parts),
    find: (criteria, first, from, limit) =>
      rankedNumbers(statements, criteria, first, {
        from,
        limit,
        isCheap: costOf(criteria, countWord) <= CHEAP_MS,
      }),
    count: criteria => numbersOf(statements, criteria).length,
    numbers: criteria => numbersOf(statements, criteria),
    titled: title =>
      numberSchema.optional().parse(get('SELECT number FROM papers WHERE title = ? LIMIT 1', title))
        ?.number ?? null,
    titlesLike: (words, criteria, limit) => {
      const phrase: Phrase = { spellings: words.map(word => [word]) };
      const select = selectInHead([...criteria, { kind: 'said', phrase, excluded: false }], ['title']);
      if (select === null) return [];
      const sql = `SELECT number, title FROM (${select.text} ORDER BY bm25(head) LIMIT ?) JOIN papers USING (number)`;
      return titlesSchema.parse(all(sql, ...select.values, limit));
    },
    hasWord: word =>
      get('SELECT 1 FROM everything WHERE everything MATCH ? LIMIT 1', matchOf({ spellings: [[word]] })) !==
      undefined,
    nearest: word => nearestWords(statements, word),
    countWord,
    venues: () => venuesSchema.parse(all('SELECT DISTINCT venue FROM papers')).map(({ venue }) => venue),
    numberOf: id =>
      numberSchema.optional().parse(get('SELECT number FROM papers WHERE id = ?', id))?.number ?? null,
    head: number => unpackHead(get('SELECT head AS packed FROM papers WHERE number = ?', number)),
    pages: number => unpackPages(get('SELECT packed FROM pages WHERE paper = ?', number)),
    ids: numbers =>
      new Map(
        idsSchema
          .parse(
            all(
              'SELECT number, id FROM papers WHERE number IN (SELECT value FROM json_each(?))',
              JSON.stringify(numbers),
            ),
          )
          .map(({ number, id }) => [number, id]),
      ),
    counts: () => {
      const counts = countsSchema.parse(
        get('SELECT count(*) AS papers, sum(has_text) AS withText FROM papers'),
      );
      return { papers: counts.papers, withText: counts.withText ?? 0 };
    },
    noted: name => valueSchema.parse(get('SELECT value FROM about WHERE name = ?', name))?.value ?? null,
    close: () => {
      database.close();
    },
  };
}
