import type { Head } from '../texts/text-paper.ts';
import type { Search } from './ask.ts';
import { filterValue } from './plan.ts';
import { wordsOf } from './words.ts';

const MAX_TAGS = 8;
const MAX_WORDS = 8;
/** Shorter words of a title are the glue of the language. */
const LEAST_LETTERS = 4;
/** A tag or a word that more papers share says little; of a rarer one, all papers are looked at. */
const MAX_SHARING = 300;

/**
 * Finds papers that share tags and title words with a paper, the rarer the better: each thing shared
 * counts as much as it surprises, log(papers / papers that share it).
 * @returns the ids of the closest papers, without the paper itself
 */
export async function similarIds(search: Search, paper: Head, limit: number): Promise<string[]> {
  const others = `id != ${filterValue(paper.id)}`;
  const ids = { attributesToRetrieve: ['id'], limit: MAX_SHARING };
  const tags = paper.tags.slice(0, MAX_TAGS);
  const [all, ...sharing] = await search([
    { q: '', page: 1, hitsPerPage: 0 },
    ...tags.map(tag => ({ q: '', filter: [others, `tags = ${filterValue(tag)}`], ...ids })),
    ...titleWords(paper).map(word => ({
      q: `"${word}"`,
      attributesToSearchOn: ['title'],
      filter: others,
      ...ids,
    })),
  ]);

  const scores = new Map<string, number>();
  for (const { hits, total } of sharing) {
    const surprise = Math.log(Math.max(2, all?.total ?? 0) / Math.max(1, total));
    for (const { id } of hits) scores.set(String(id), (scores.get(String(id)) ?? 0) + surprise);
  }
  return [...scores]
    .sort(([a, one], [b, other]) => other - one || a.localeCompare(b))
    .slice(0, limit)
    .map(([id]) => id);
}

function titleWords(paper: Head): string[] {
  const words = wordsOf(paper.title).filter(word => word.length >= LEAST_LETTERS);
  return [...new Set(words.map(word => word.toLowerCase()))].slice(0, MAX_WORDS);
}
