const MEGABYTE = 2 ** 20;

/** What a file of metadata, or one of an archive, may hold, so that whatever it holds costs seconds and not the machine. */
export const FILE_LIMITS = {
  /** ICLR 2019 has 1,589 papers in 9 MB. */
  notesBytes: 200 * MEGABYTE,
  /** papers.json, .jsonl, .csv and .bib. */
  metadataBytes: 100 * MEGABYTE,
  /** Of one paper; a page has 5 kB. */
  textBytes: 50 * MEGABYTE,
  /** Papers that one metadata file tells of. */
  rows: 200_000,
  /** Characters of one entry of BibTeX: 5,000 authors take half of it. */
  entry: 200_000,
  /** Of a table: bytes of one row, of which a column may be a whole text; columns; rows that are broken, before it is given up. */
  rowBytes: 1_000_000,
  columns: 1_000,
  brokenRows: 50,
  /** Braces within braces, and all braces of a file of BibTeX. */
  braces: { deep: 20, all: 5_000_000 },
  /** What the macros of a file of BibTeX may become in all, in characters: a macro that says another twice doubles it. */
  macros: 20_000_000,
  /** JSON: lists and objects within each other, and values in all. */
  json: { deep: 100, values: 10_000_000 },
} as const;
