import type { Paper } from '../paper.ts';
import { tagsOf } from '../tags.ts';
import { request, type Search } from './ask.ts';
import { filterValue } from './plan.ts';
import { toPaper } from './record.ts';
import { ATTRIBUTES_OF, SHOWN_ATTRIBUTES } from './settings.ts';
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
 * @returns the closest papers, without the paper itself
 */
export async function similarPapers(search: Search, paper: Paper, limit: number): Promise<Paper[]> {
  const others = `id != ${filterValue(paper.id)}`;
  const ids = { attributesToRetrieve: ['id'], limit: MAX_SHARING };
  const tags = tagsOf(paper.keywords).slice(0, MAX_TAGS);
  const [all, ...sharing] = await search([
    { q: '', page: 1, hitsPerPage: 0 },
    ...tags.map(tag => ({ q: '', filter: [others, `tags = ${filterValue(tag)}`], ...ids })),
    ...titleWords(paper).map(word => ({
      ...request({ q: `"${word}"`, on: ATTRIBUTES_OF.title }),
      filter: others,
      ...ids,
    })),
  ]);

  const scores = new Map<string, number>();
  for (const { hits, total } of sharing) {
    const surprise = Math.log(Math.max(2, all?.total ?? 0) / Math.max(1, total));
    for (const { id } of hits) scores.set(String(id), (scores.get(String(id)) ?? 0) + surprise);
  }
  const closest = [...scores]
    .sort(([a, one], [b, other]) => other - one || a.localeCompare(b))
    .slice(0, limit);
  if (closest.length === 0) return [];
  const [found] = await search([
    {
      q: '',
      filter: `id IN [${closest.map(([id]) => filterValue(id)).join(', ')}]`,
      attributesToRetrieve: SHOWN_ATTRIBUTES,
      limit,
    },
  ]);
  const papers = new Map(found?.hits.map(toPaper).map(one => [one.id, one]));
  return closest.flatMap(([id]) => papers.get(id) ?? []);
}

function titleWords(paper: Paper): string[] {
  const words = wordsOf(paper.title).filter(word => word.length >= LEAST_LETTERS);
  return [...new Set(words.map(word => word.toLowerCase()))].slice(0, MAX_WORDS);
}
