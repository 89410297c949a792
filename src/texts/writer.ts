import type Database from 'libsql';
import { z } from 'zod';
import { foldPaper } from './folded.ts';
import { packHead, packPages, unpackHead, unpackPages } from './packed.ts';
import { spellingOf } from './phrase.ts';
import { FULL_TEXTS, HEAD_COLUMNS } from './schema.ts';
import { hyphenSpellings } from './spellings.ts';
import { statementsOf } from './statements.ts';
import type { Head, Pages, TextPaper } from './text-paper.ts';
import { createFold } from './tokens.ts';

/** New metadata for a paper whose text stays. */
export interface HeadChange {
  readonly head: Head;
  readonly digest: string;
}

/** The text index, for who fills it. Each method is one transaction: all of it is kept, or nothing. */
export interface TextWriter {
  /**
   * Takes whole papers in: what the index had of them is replaced.
   * @param seen digests that were read earlier: a paper whose digest has changed since is left as it is
   */
  put(papers: readonly TextPaper[], seen?: ReadonlyMap<string, string>): void;
  /** Lays new metadata over papers; those that are not there are passed over. */
  change(changes: readonly HeadChange[]): void;
  /** Ids that are not there are no error. */
  remove(ids: readonly string[]): void;
  /** @returns the digest of every paper, by id */
  digests(): Map<string, string>;
  /** Remembers something about the index itself. */
  note(name: string, value: string): void;
  noted(name: string): string | null;
  /** @returns whether the file can be read throughout, and its full-text tables fit together */
  isSound(): boolean;
  /** Puts in order what many batches left: searches are faster after it, and words are known. */
  tidy(): void;
  close(): void;
}

const numberSchema = z.object({ number: z.int() }).optional();
const digestSchema = z.object({ digest: z.string() }).optional();
const digestsSchema = z.array(z.object({ id: z.string(), digest: z.string() }));
const valueSchema = z.object({ value: z.string() }).optional();

/**
 * What may be meant by a mistyped word: words without digits, of two papers or more. Of others those are known that
 * make a search slow.
 */
const KNOWN_WORDS = "doc >= 2 AND (doc >= 50 OR (length(term) BETWEEN 4 AND 42 AND term NOT GLOB '*[0-9]*'))";

/** @param database opened for writing; closed with the writer */
export function createWriter(database: Database.Database): TextWriter {
  const { all, get, run } = statementsOf(database);
  const fold = createFold();

  const numberOf = (id: string): number | undefined =>
    numberSchema.parse(get('SELECT number FROM papers WHERE id = ?', id))?.number;

  const unindex = (number: number): void => {
    const { tags } = unpackHead(get('SELECT head AS packed FROM papers WHERE number = ?', number));
    for (const tag of tags) run('DELETE FROM tagged WHERE tag = ? AND paper = ?', tag, number);
    run('DELETE FROM head WHERE rowid = ?', number);
    run('DELETE FROM everything WHERE rowid = ?', number);
    run('DELETE FROM citations WHERE rowid = ?', number);
  };

  const index = (number: number, head: Head, text: Pages): void => {
    const folded = foldPaper(head, text, fold);
    run(
      `INSERT INTO head (rowid, ${HEAD_COLUMNS.join(', ')}) VALUES (?, ${HEAD_COLUMNS.map(() => '?').join(', ')})`,
      number,
      ...HEAD_COLUMNS.map(column => folded.head[column]),
    );
    run('INSERT INTO everything (rowid, said) VALUES (?, ?)', number, folded.everything);
    run('INSERT INTO citations (rowid, names) VALUES (?, ?)', number, folded.citations);
    for (const tag of head.tags) run('INSERT OR IGNORE INTO tagged (tag, paper) VALUES (?, ?)', tag, number);
    for (const { joined, parts } of hyphenSpellings(textsOf(head, text), fold))
      run('INSERT OR IGNORE INTO spellings (joined, parts) VALUES (?, ?)', joined, parts);
  };

  const put = ({ head, text, digest }: TextPaper): void => {
    const before = numberOf(head.id);
    if (before !== undefined) unindex(before);
    const values = [
      digest,
      titleKey(head.title),
      head.venue,
      head.year,
      Number(text.pages.length > 0),
      text.pages.length,
    ];
    const packed = packHead(head);
    if (before !== undefined) {
      run(
        'UPDATE papers SET digest = ?, title = ?, venue = ?, year = ?, has_text = ?, pages = ?, head = ? WHERE number = ?',
        ...values,
        packed,
        before,
      );
    }
    const number =
      before ??
      Number(
        run(
          'INSERT INTO papers (digest, title, venue, year, has_text, pages, head, id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
          ...values,
          packed,
          head.id,
        ).lastInsertRowid,
      );
    run('INSERT OR REPLACE INTO pages (paper, packed) VALUES (?, ?)', number, packPages(text));
    index(number, head, text);
  };

  const change = ({ head, digest }: HeadChange): void => {
    const number = numberOf(head.id);
    if (number === undefined) return;
    const text = unpackPages(get('SELECT packed FROM pages WHERE paper = ?', number));
    unindex(number);
    run(
      'UPDATE papers SET digest = ?, title = ?, venue = ?, year = ?, head = ? WHERE number = ?',
      digest,
      titleKey(head.title),
      head.venue,
      head.year,
      packHead(head),
      number,
    );
    index(number, head, text);
  };

  const remove = (id: string): void => {
    const number = numberOf(id);
    if (number === undefined) return;
    unindex(number);
    run('DELETE FROM pages WHERE paper = ?', number);
    run('DELETE FROM papers WHERE number = ?', number);
  };

  const inOneGo =
    <Item>(work: (item: Item) => void) =>
    (items: readonly Item[]): void =>
      database
        .transaction(() => {
          for (const item of items) work(item);
        })
        .immediate();

  return {
    put: (papers, seen) => {
      const isAsSeen = ({ head: { id } }: TextPaper): boolean =>
        seen === undefined ||
        (digestSchema.parse(get('SELECT digest FROM papers WHERE id = ?', id))?.digest ?? '') ===
          (seen.get(id) ?? '');
      inOneGo((paper: TextPaper) => {
        if (isAsSeen(paper)) put(paper);
      })(papers);
    },
    change: inOneGo(change),
    remove: inOneGo(remove),
    digests: () => {
      const rows = digestsSchema.parse(all('SELECT id, digest FROM papers'));
      return new Map(rows.map(({ id, digest }) => [id, digest]));
    },
    note: (name, value) => {
      run('INSERT OR REPLACE INTO about (name, value) VALUES (?, ?)', name, value);
    },
    noted: name => valueSchema.parse(get('SELECT value FROM about WHERE name = ?', name))?.value ?? null,
    isSound: () => {
      try {
        const [first] = z.array(z.object({ quick_check: z.string() })).parse(all('PRAGMA quick_check(1)'));
        for (const table of FULL_TEXTS) run(`INSERT INTO ${table} (${table}) VALUES ('integrity-check')`);
        return first?.quick_check === 'ok';
      } catch {
        return false;
      }
    },
    tidy: () => {
      for (const table of FULL_TEXTS) run(`INSERT INTO ${table} (${table}) VALUES ('optimize')`);
      database
        .transaction(() => {
          run('DELETE FROM words');
          run(
            `INSERT INTO words (word, papers, times) SELECT term, doc, cnt FROM vocabulary WHERE ${KNOWN_WORDS}`,
          );
        })
        .immediate();
      database.pragma('incremental_vacuum');
      database.pragma('wal_checkpoint(TRUNCATE)');
    },
    close: () => {
      database.close();
    },
  };
}

/** @returns what two titles that say the same have in common */
function titleKey(title: string): string {
  return spellingOf(title).join(' ');
}

function textsOf(head: Head, { pages }: Pages): string[] {
  return [
    head.title,
    head.abstract ?? '',
    head.tldr ?? '',
    ...head.keywords,
    ...pages.flatMap(({ body, references }) => [body, references]),
  ];
}
