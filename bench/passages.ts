import type { Papers } from '../src/search/papers.ts';
import { findPassages } from '../src/search/passages.ts';
import { parseQuery } from '../src/search/query.ts';
import { fold, wordsOf } from '../src/search/words.ts';
import { keywordsOf, type RawPaper } from './archive.ts';
import { type Check, Recall } from './check.ts';
import { sample, seeded } from './random.ts';

const HITS = 500;

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
    const passages = findPassages(paper, parsed.query);
    const raw = byId.get(paper.id);
    const wrongPage = passages.find(
      ({ page, text }) =>
        page !== null && !letters(raw?.text.split('\f')[page - 1] ?? '').includes(letters(text)),
    );
    const shown = letters(passages.map(({ text }) => text).join(' '));
    const missing = wordsOf(keyword).filter(word => !shown.includes(letters(word)));
    right.add(wrongPage === undefined && missing.length === 0, () =>
      wrongPage === undefined
        ? `${keyword} in ${paper.id}: lacks ${missing.join(', ')}`
        : `${keyword} in ${paper.id}: p. ${wrongPage.page} does not hold "${wrongPage.text.slice(0, 60)}"`,
    );
  }
  return { name: `the passages of ${checked} random hits`, ok: right.value >= 0.99, saw: String(right) };
}

/** What cleaning a text must not change: its letters and digits. */
function letters(text: string): string {
  return fold(text).replaceAll(/[^\p{L}\p{N}]/gu, '');
}
