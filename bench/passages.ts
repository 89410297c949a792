import distance from 'damerau-levenshtein';
import { findPassages, type Passage } from '../src/search/evidence/passages.ts';
import type { Papers } from '../src/search/papers.ts';
import { parseQuery } from '../src/search/query.ts';
import { fold, wordsOf } from '../src/search/words.ts';
import { keywordsOf, type RawPaper } from './archive.ts';
import { type Check, Recall } from './check.ts';
import { sample, seeded } from './random.ts';

const HITS = 500;
const RIGHT = 0.99;

/** What stands on every page and belongs to no passage: the running head, and the number before it. */
const HEAD = /^(?:\d+\s+)?(?:Under review|Published) as a conference paper at ICLR 2019$/gmu;

/** The passages of random hits hold the matched words, and stand on the page of the text that they name. */
export async function checkPassages(archive: readonly RawPaper[], papers: Papers): Promise<Check> {
  const byId = new Map(archive.map(paper => [paper.id, paper]));
  const random = seeded(3);
  const right = new Recall();
  let checked = 0;
  for (const keyword of sample(keywordsOf(archive), HITS, random)) {
    if (checked === HITS) break;
    const parsed = parseQuery(keyword);
    if (!parsed.ok) continue;
    const result = await papers.search(parsed.query, 5);
    const [paper] = sample(result.papers, 1, random);
    if (paper === undefined || result.closest !== null) continue;
    checked += 1;
    const wrong = faultOf(findPassages(paper, parsed.query), keyword, byId.get(paper.id));
    right.add(wrong === null, () => `${keyword} in ${paper.id}: ${wrong}`);
  }
  return { name: `the passages of ${checked} random hits`, ok: right.value >= RIGHT, saw: String(right) };
}

/** @returns what is wrong with the passages of a hit, or null */
function faultOf(passages: readonly Passage[], keyword: string, raw: RawPaper | undefined): string | null {
  if (passages.length === 0) return 'no passage';
  const words = wordsOf(keyword).map(letters);
  for (const { page, text, marks } of passages) {
    const marked = marks.map(({ start, end }) => text.slice(start, end));
    if (marked.length === 0) return 'a passage without a mark';
    const foreign = marked
      .flatMap(wordsOf)
      .find(word => !words.some(wanted => isForm(letters(word), wanted)));
    // Two words of a keyword may be one of the paper's, and the other way round.
    if (foreign !== undefined && !words.join('').includes(letters(foreign))) return `"${foreign}" is marked`;
    if (page !== null && !isOnPage(text, raw?.text.split('\f')[page - 1] ?? ''))
      return `p. ${page} does not hold "${text.slice(0, 60)}"`;
  }
  return null;
}

function isOnPage(passage: string, page: string): boolean {
  return [page, page.replaceAll(HEAD, '')].some(text => letters(text).includes(letters(passage)));
}

/** The engine forgives one letter from five letters on, two from nine. */
function isForm(word: string, wanted: string): boolean {
  const forgiven = Number(wanted.length >= 5) + Number(wanted.length >= 9);
  return distance(word, wanted).steps <= forgiven;
}

/** What cleaning a text must not change: its letters and digits, however they are written. */
function letters(text: string): string {
  return fold(text.normalize('NFKC')).replaceAll(/[^\p{L}\p{N}]/gu, '');
}
