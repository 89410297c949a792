import { keywordsOf, type RawPaper } from './archive.ts';
import type { Ask } from './ask.ts';
import { type Check, Recall } from './check.ts';
import { seeded } from './random.ts';
import { foldTyped, isWord } from './scan/fold.ts';
import { compare, type Judge, quoted } from './scan/judge.ts';
import { Tally } from './tally.ts';

const WORDS_ALONE = 700;
const WITH_OTHERS = 300;
const ACROSS_LINES = 300;
const TARGETS = { recall: 0.9999, precision: 1, same: 0.999, apart: 0.001 };
/** The counts of an answer, over all the phrases. */
const COUNTS_RIGHT = 0.999;

/** Every keyword, and phrases out of bodies, find just the papers that say them, and count them. */
export async function checkPhrases(archive: readonly RawPaper[], judge: Judge, ask: Ask): Promise<Check[]> {
  const totals = new Recall();
  const [exacts, exactsOfOthers] = [new Recall(), new Recall()];
  const run = async (name: string, phrases: readonly string[]): Promise<Check> => {
    const tally = new Tally();
    for (const phrase of phrases) {
      const term = quoted(phrase);
      const { wanted, found, isSame } = await compare(judge, ask, [term], tally);
      // What is set apart is in no doubt here: the two counts have to agree with what is found.
      const right = isSame ? found.length : wanted.length;
      const total = await ask.page(`"${term.text}"`, 1, 1);
      const counted = total?.isMatch === true ? total.total : 0;
      totals.add(counted === right, () => `"${term.text}": ${counted}, not ${right}`);
      const plain = await ask.page(term.text, 1, 1);
      if (plain === null || plain.exact === null) continue;
      const { exact } = plain;
      const list = isWords(term.text) ? exacts : exactsOfOthers;
      list.add(exact === right, () => `${term.text}: ${exact}, not ${right}`);
    }
    return tally.check(name, TARGETS);
  };

  const keywords = keywordsOf(archive);
  const random = seeded(17);
  const texts = archive.map(({ text }) => text).filter(text => text !== '');
  const checks = [
    await run(`${keywords.length} keywords as phrases`, keywords),
    await run(
      `${WORDS_ALONE} phrases of three to eight words`,
      draw(WORDS_ALONE, texts, random, text => isPhrase(text) && isWords(text)).map(oneLine),
    ),
    await run(
      `${WITH_OTHERS} more, with other characters between the words`,
      draw(WITH_OTHERS, texts, random, text => isPhrase(text) && !isWords(text)).map(oneLine),
    ),
    await run(`${ACROSS_LINES} phrases across a line's end`, acrossLines(texts, random)),
  ];
  return [
    ...checks,
    { name: 'the total of each phrase', ok: totals.value >= COUNTS_RIGHT, saw: String(totals) },
    { name: '"say exactly this" of each phrase', ok: exacts.value >= COUNTS_RIGHT, saw: String(exacts) },
    {
      name: 'the same of phrases with other characters between the words',
      ok: exactsOfOthers.value >= COUNTS_RIGHT,
      saw: String(exactsOfOthers),
    },
  ];
}

/**
 * What can be quoted, and is nowhere the name of a field, LaTeX or an exclusion when it is not. The running head
 * of the pages is not what a paper says.
 */
export function isPhrase(text: string): boolean {
  return (
    !/["“”$\\\f\u00ad]|\w:|(?:^|\s)-|as\s+a\s+conference|conference\s+paper/u.test(text) &&
    /\p{L}{2}/u.test(text)
  );
}

/** Whether nothing but spaces and hyphens stands between the words. */
export function isWords(text: string): boolean {
  return foldTyped(text).every(isWord);
}

/** A hyphen there is typed as it stands, left out, or made a space. */
function acrossLines(texts: readonly string[], random: () => number): string[] {
  const broken = draw(ACROSS_LINES / 3, texts, random, text => isPhrase(text) && /\p{L}-\n\p{L}/u.test(text));
  const others = draw(
    ACROSS_LINES - broken.length,
    texts,
    random,
    text => isPhrase(text) && /\S\n+\S/u.test(text),
  );
  const forms = ['-', '', ' '];
  const read = broken.map((text, index) => text.replaceAll('-\n', forms[index % forms.length] ?? '-'));
  return [...read, ...others].map(oneLine);
}

/** @returns pieces of texts, three to eight words long, as they would be typed */
export function draw(
  count: number,
  texts: readonly string[],
  random: () => number,
  isWanted: (text: string) => boolean,
): string[] {
  const drawn: string[] = [];
  for (let tried = 0; drawn.length < count && tried < 2_000 * count; tried += 1) {
    const text = texts[Math.floor(random() * texts.length)] ?? '';
    const from = Math.floor(random() * text.length);
    const words = 3 + Math.floor(random() * 6);
    const around = text.slice(from, from + 200);
    const piece = new RegExp(`(?<=\\s)\\S+(?:\\s+\\S+){${words - 1}}(?=\\s)`, 'u').exec(around)?.[0];
    if (piece !== undefined && isWanted(piece)) drawn.push(piece);
  }
  return drawn;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim();
}
