import type { Source, SourceItem } from '../ingest/source.ts';
import { seeded } from './random.ts';

/**
 * The archive's authors are all anonymous, and all its papers are of one venue. For the fields to mean
 * something each paper gets authors and a venue by a rule that knows nothing but its id.
 */
export interface MadeUp {
  readonly authors: readonly string[];
  readonly venue: string;
}

const FIRST_NAMES = [
  'Ada',
  'Jürgen',
  'Łukasz',
  'Mei-Ling',
  'Søren',
  'José',
  'Noor',
  'Xin',
  'Siobhán',
  'Tom',
  'Çağlar',
  'Ingrid',
];
const LAST_NAMES = [
  ...['Bell', 'Müller', 'Kaiser', 'O’Neill', 'van der Berg', 'Nguyễn', 'Ben-David', 'Ørsted', 'Strauß', 'Wu'],
  ...[
    'Dvořák',
    'García Márquez',
    'Đorđević',
    'Lee',
    'Abe',
    'Silva',
    'Kowalczyk',
    'Haddad',
    'Smith-Jones',
    '李明',
  ],
];
export const VENUES = ['ICLR.cc/2019/Conference', 'ICLR.cc/2018/Workshop', 'NeurIPS.cc/2019/Conference'];
const MOST_AUTHORS = 4;

export function madeUp(id: string): MadeUp {
  const random = seeded([...id].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) | 0, 7));
  const one = (from: readonly string[]): string => from[Math.floor(random() * from.length)] ?? '';
  const authors = Array.from(
    { length: 1 + Math.floor(random() * MOST_AUTHORS) },
    () => `${one(FIRST_NAMES)} ${one(LAST_NAMES)}`,
  );
  return { authors: [...new Set(authors)], venue: one(VENUES) };
}

/** @returns the same papers, with made-up authors and venues */
export function withMadeUp(source: Source): Source {
  return { total: source.total, items: madeUpItems(source.items) };
}

async function* madeUpItems(items: AsyncIterable<SourceItem>): AsyncGenerator<SourceItem> {
  for await (const item of items)
    yield item.kind === 'paper' ? { ...item, paper: { ...item.paper, ...madeUp(item.paper.id) } } : item;
}
