import type { Papers } from '../src/search/papers.ts';
import { parseQuery } from '../src/search/query.ts';
import type { RawPaper } from './archive.ts';
import { type Check, Recall } from './check.ts';
import { sample, seeded } from './random.ts';
import { normalise } from './truth.ts';

const TITLES = 300;
const MISTYPED = 0.99;

/** A pasted title finds its paper first, one with a mistyped word nearly always. */
export async function checkTitles(archive: readonly RawPaper[], papers: Papers): Promise<Check[]> {
  const random = seeded(7);
  const drawn = sample(archive, TITLES, random);
  const typed = new Recall();
  const mistyped = new Recall();
  for (const paper of drawn) {
    typed.add(await isFirst(archive, papers, paper, paper.title), () => paper.title);
    const wrong = mistype(paper.title, random);
    mistyped.add(await isFirst(archive, papers, paper, wrong), () => wrong);
  }
  return [
    { name: `${TITLES} titles as typed: the paper first`, ok: typed.value === 1, saw: String(typed) },
    { name: `${TITLES} titles with a word mistyped`, ok: mistyped.value >= MISTYPED, saw: String(mistyped) },
  ];
}

/** Some papers share a title; then either may stand first. */
async function isFirst(
  archive: readonly RawPaper[],
  papers: Papers,
  paper: RawPaper,
  query: string,
): Promise<boolean> {
  const parsed = parseQuery(query);
  const first = parsed.ok ? (await papers.search(parsed.query, 1)).papers[0]?.id : undefined;
  const same = archive.filter(other => normalise(other.title) === normalise(paper.title));
  return same.some(({ id }) => id === first);
}

/** Changes one letter of one word of four letters or more: leaves it out, doubles, swaps or replaces it. */
function mistype(title: string, random: () => number): string {
  const words = [...title.matchAll(/\p{L}{4,}/gu)];
  const word = words[Math.floor(random() * words.length)];
  if (word === undefined) return title;
  const [text] = word;
  const at = 1 + Math.floor(random() * (text.length - 2));
  const [before, letter = '', next = '', after] = [
    text.slice(0, at),
    text[at],
    text[at + 1],
    text.slice(at + 2),
  ];
  const forms = [
    before + next + after,
    before + letter + letter + next + after,
    before + next + letter + after,
  ];
  const wrong = forms[Math.floor(random() * (forms.length + 1))] ?? `${before}x${next}${after}`;
  return title.slice(0, word.index) + wrong + title.slice(word.index + text.length);
}
