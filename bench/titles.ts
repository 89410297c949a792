import type { RawPaper } from './archive.ts';
import type { Ask } from './ask.ts';
import { type Check, Recall } from './check.ts';
import { draw, isPhrase, isWords } from './phrases.ts';
import { sample, seeded } from './random.ts';
import { sayers } from './scan/corpus.ts';
import { fold } from './scan/fold.ts';
import type { Judge } from './scan/judge.ts';

const MISTYPED = 500;
const MISTYPED_FIRST = 0.99;
const RUNS = 300;
const RUNS_FIRST = 0.99;
const WORDS_A_RUN = 5;

/** A pasted title finds its paper first, one with a mistyped word nearly always. */
export async function checkTitles(archive: readonly RawPaper[], ask: Ask): Promise<Check[]> {
  const random = seeded(7);
  const [typed, mistyped] = [new Recall(), new Recall()];
  for (const paper of archive) typed.add(await isFirst(archive, ask, paper, paper.title), () => paper.title);
  for (const paper of sample(archive, MISTYPED, random)) {
    const wrong = mistype(paper.title, random);
    mistyped.add(await isFirst(archive, ask, paper, wrong), () => wrong);
  }
  return [
    { name: `${archive.length} titles as typed: the paper first`, ok: typed.value === 1, saw: String(typed) },
    {
      name: `${MISTYPED} titles with a letter wrong: the paper first`,
      ok: mistyped.value >= MISTYPED_FIRST,
      saw: String(mistyped),
    },
  ];
}

/** Five words in a row that one paper alone says, without quotes: that paper first. */
export async function checkRuns(archive: readonly RawPaper[], { corpus }: Judge, ask: Ask): Promise<Check> {
  const texts = archive.map(({ text }) => text);
  const isRun = (text: string): boolean =>
    isPhrase(text) &&
    isWords(text) &&
    fold(text).length === WORDS_A_RUN &&
    text.split(/\s+/u).length === WORDS_A_RUN &&
    sayers(corpus, text, null).size === 1;
  const first = new Recall();
  for (const run of draw(RUNS, texts, seeded(29), isRun)) {
    const typed = run.replaceAll(/\s+/gu, ' ');
    const [paper] = [...sayers(corpus, typed, null)].map(index => corpus.papers[index]?.id);
    const answer = await ask.page(typed, 1, 1);
    first.add(answer?.cards[0]?.id === paper, () => `${typed} in ${paper}`);
  }
  return {
    name: `${RUNS} runs of five words that one paper says: it comes first`,
    ok: first.value >= RUNS_FIRST,
    saw: String(first),
  };
}

/** Some papers share a title; then either may stand first. */
async function isFirst(
  archive: readonly RawPaper[],
  ask: Ask,
  paper: RawPaper,
  query: string,
): Promise<boolean> {
  const first = (await ask.page(query, 1, 1))?.cards[0]?.id;
  if (first === paper.id) return true;
  const same = archive.filter(other => fold(other.title).join(' ') === fold(paper.title).join(' '));
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
