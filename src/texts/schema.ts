/**
 * Counts what the index is made of: its tables, how texts are folded (tokens.ts, letters.ts) and packed (packed.ts). A file of
 * another version is thrown away and made again.
 */
export const TEXTS_VERSION = 3;

/** The file in DATA_DIR. It can be deleted: it is made again from the engine's papers. */
export const TEXTS_FILE = 'texts.sqlite';

/** Fields that are searched apart, each a column. */
export const HEAD_COLUMNS = ['title', 'abstract', 'tldr', 'tags', 'authors'] as const;
export type HeadColumn = (typeof HEAD_COLUMNS)[number];

/** The tables of FTS5. */
export const FULL_TEXTS = ['head', 'everything', 'citations'] as const;

/**
 * Words of two names in one entry of the references have so many words between them at most: "Kingma, D. P. and Jimmy
 * Lei Ba".
 */
export const NEAR = 6;

/**
 * `everything` holds all that a paper says, in one column, so that what must and must not be said anywhere is
 * one expression. Titles and the like have a table of their own, because a column of a big table takes 4 to
 * 13 times as long; so have the lists of references, without signs and with borders between their entries,
 * because names are looked for near each other. None of the three holds text: pages stand in `pages`,
 * compressed.
 */
export const SCHEMA = `
  CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE papers (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    digest TEXT NOT NULL,
    title TEXT NOT NULL, -- folded: its words alone, to be told whole
    venue TEXT NOT NULL,
    year INTEGER,
    has_text INTEGER NOT NULL,
    pages INTEGER NOT NULL,
    head BLOB NOT NULL -- all that is known of the paper but its pages, packed
  ) STRICT;
  CREATE INDEX papers_venue ON papers (venue);
  CREATE INDEX papers_title ON papers (title);
  CREATE INDEX papers_year ON papers (year);
  CREATE TABLE pages (paper INTEGER PRIMARY KEY, packed BLOB NOT NULL) STRICT;
  CREATE TABLE tagged (tag TEXT, paper INTEGER, PRIMARY KEY (tag, paper)) STRICT, WITHOUT ROWID;
  CREATE TABLE spellings (joined TEXT, parts TEXT, PRIMARY KEY (joined, parts)) STRICT, WITHOUT ROWID;
  CREATE TABLE words (word TEXT PRIMARY KEY, papers INTEGER NOT NULL, times INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE VIRTUAL TABLE head USING fts5 (${HEAD_COLUMNS.join(', ')},
    content='', contentless_delete=1, tokenize='ascii');
  CREATE VIRTUAL TABLE everything USING fts5 (said,
    content='', contentless_delete=1, tokenize='ascii');
  CREATE VIRTUAL TABLE citations USING fts5 (names,
    content='', contentless_delete=1, tokenize='ascii');
  CREATE VIRTUAL TABLE vocabulary USING fts5vocab (everything, row);
`;
