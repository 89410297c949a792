import type { Source } from '../ingest/source.ts';
import { NO_SEAMS, type SourcePaper } from '../src/paper.ts';
import type { Ask } from './ask.ts';
import type { Check } from './check.ts';
import { seeded } from './random.ts';

const PAGES = 400;
const WORDS_A_PAGE = 500;
const LONG_SENTENCE = 30;
const ID = 'made-for-its-length';
const VOCABULARY = 3_000;

/**
 * Nothing is too long: the last of 400 pages is found, and the last word of a long sentence counts.
 * @param bringIn ingests a source
 */
export async function checkLimits(bringIn: (source: Source) => Promise<unknown>, ask: Ask): Promise<Check[]> {
  const random = seeded(31);
  const word = (): string => `zq${Math.floor(random() * VOCABULARY).toString(36)}z`;
  const words = (count: number): string[] => Array.from({ length: count }, word);
  const pages = Array.from({ length: PAGES }, () => words(WORDS_A_PAGE).join(' '));
  const last = pages.at(-1)?.split(' ').slice(-WORDS_A_PAGE) ?? [];
  await bringIn(sourceOf(madePaper(pages)));

  const ends = [last.slice(-3), last.slice(0, 8), pages[PAGES / 2]?.split(' ').slice(-4) ?? []];
  const found = await Promise.all(
    ends.map(async phrase => (await ask.ids(`"${phrase.join(' ')}"`)).includes(ID)),
  );
  const sentence = last.slice(100, 100 + LONG_SENTENCE);
  const other = [...sentence.slice(0, -1), 'zqother'];
  const says = await ask.ids(`"${sentence.join(' ')}"`);
  const saysNot = await ask.ids(`"${other.join(' ')}"`);
  const plain = await ask.page(sentence.join(' '), 1, 1);
  return [
    {
      name: `phrases in a paper of ${PAGES} pages of ${WORDS_A_PAGE} words, to its last`,
      ok: found.every(Boolean),
      saw: found.join(', '),
    },
    {
      name: `the ${LONG_SENTENCE}th word of a sentence counts`,
      ok: says.join() === ID && saysNot.length === 0 && plain?.exact === 1 && plain.cards[0]?.id === ID,
      saw: `said by ${says.length}, with another word by ${saysNot.length}; unquoted "exactly this": ${plain?.exact}`,
    },
  ];
}

function madePaper(pages: readonly string[]): SourcePaper {
  return {
    id: ID,
    title: 'A paper that was made for its length',
    venue: 'Made.cc/2000/Conference',
    authors: [],
    keywords: [],
    tldr: null,
    abstract: null,
    decision: null,
    bibtex: null,
    forumUrl: null,
    pdfUrl: null,
    file: null,
    pages: pages.map(body => ({ body, references: '' })),
    seams: NO_SEAMS,
  };
}

function sourceOf(paper: SourcePaper): Source {
  const items = async function* (): AsyncGenerator<{ kind: 'paper'; paper: SourcePaper }> {
    yield { kind: 'paper', paper };
  };
  return { total: 1, items: items() };
}
