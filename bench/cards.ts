import { readableLatex } from '../src/search/latex.ts';
import { keywordsOf, type RawPaper } from './archive.ts';
import type { Ask, Card } from './ask.ts';
import { phraseOf } from './ask.ts';
import { type Check, Recall } from './check.ts';
import { draw, isPhrase } from './phrases.ts';
import { sample, seeded } from './random.ts';
import { fold, foldTyped } from './scan/fold.ts';
import type { Judge } from './scan/judge.ts';

const PHRASES = 300;
const PAGES = 3;
const CARDS_A_PAGE = 5;

/** The cards of the first pages say the phrase where a reader can see it, on the page that they name. */
export async function checkCards(archive: readonly RawPaper[], judge: Judge, ask: Ask): Promise<Check> {
  const random = seeded(19);
  const raw = new Map(archive.map(({ id, text }) => [id, text.split('\f')]));
  const right = new Recall();
  const drawn = draw(
    PHRASES / 3,
    archive.map(({ text }) => text),
    random,
    isPhrase,
  ).map(text => text.replaceAll(/\s+/gu, ' '));
  const phrases = [...sample(keywordsOf(archive), PHRASES - drawn.length, random), ...drawn];
  for (const phrase of phrases) {
    const variants = judge.corpus.spellings.variants(foldTyped(readableLatex(phrase)));
    for (let page = 1; page <= PAGES; page += 1) {
      const answer = await ask.page(phraseOf(phrase), page, CARDS_A_PAGE);
      if (answer === null || !answer.isMatch) break;
      for (const card of answer.cards) {
        const wrong = faultOf(card, variants, raw.get(card.id) ?? []);
        right.add(wrong === null, () => `"${phrase}" in ${card.id}: ${wrong}`);
      }
      if (answer.total <= page * CARDS_A_PAGE) break;
    }
  }
  return {
    name: `the cards of ${phrases.length} phrases, three pages each`,
    ok: right.value === 1,
    saw: String(right),
  };
}

/** @returns what is wrong with a card, or null */
function faultOf(
  { says, passages }: Card,
  variants: readonly string[][],
  pages: readonly string[],
): string | null {
  const sayIt = (text: string): boolean => {
    const said = fold(text);
    // Of two words, one may be shown that a line's end broke.
    return variants.some(
      variant =>
        ` ${said.join(' ')} `.includes(` ${variant.join(' ')} `) ||
        (variant.length > 2 && said.join('').includes(variant.join(''))),
    );
  };
  if (![...says, ...passages.map(({ text }) => text)].some(sayIt)) return 'no passage says it';
  for (const { page, text, marked } of passages) {
    if (marked.length === 0) return 'a passage without a mark';
    if (page !== null && !isOnPage(text, pages[page - 1] ?? ''))
      return `p. ${page} does not hold "${text.slice(0, 60)}"`;
  }
  return null;
}

/** What stands on every page and belongs to no passage: the running head, and the number before it. */
const HEAD = /^(?:\d+\s+)?(?:Under review|Published) as a conference paper at ICLR 2019$/gmu;

function isOnPage(passage: string, page: string): boolean {
  return [page, page.replaceAll(HEAD, '')].some(text => letters(text).includes(letters(passage)));
}

/** What cleaning a text must not change: its letters and digits, however they are written. */
function letters(text: string): string {
  return fold(text.replaceAll(/[´`¨¸]/gu, ''))
    .join('')
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}
