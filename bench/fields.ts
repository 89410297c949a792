import type { Papers } from '../src/search/papers.ts';
import { parseQuery } from '../src/search/query.ts';
import { keywordsOf, type RawPaper } from './archive.ts';
import { type Check, Recall } from './check.ts';
import { type FindIds, phraseOf } from './find.ts';
import { sample, seeded } from './random.ts';
import { referencesOf } from './truth.ts';

const SURNAMES = 300;
const CITES_RECALL = 0.995;
const PHRASES = 200;
/** The plain reading takes punctuation between two words for no gap, and LaTeX for letters. */
const PHRASES_RIGHT = 0.98;

/** `tag:` finds the papers that carry the keyword, and no others. */
export async function checkTags(archive: readonly RawPaper[], findIds: FindIds): Promise<Check> {
  const right = new Recall();
  for (const tag of keywordsOf(archive)) {
    const carrying = archive.filter(({ keywords }) => keywords.some(keyword => tidy(keyword) === tidy(tag)));
    const found = await findIds(`tag:${phraseOf(tag)}`);
    const same = found.length === carrying.length && carrying.every(({ id }) => found.includes(id));
    right.add(same, () => `${tag}: ${found.length} found, ${carrying.length} carry it`);
  }
  return {
    name: 'tag: finds exactly the papers with the keyword',
    ok: right.value === 1,
    saw: String(right),
  };
}

function tidy(keyword: string): string {
  return keyword.trim().replaceAll(/\s+/gu, ' ').toLowerCase();
}

/** `cites:` finds every paper whose list holds a surname, with its capital, as a whole word. */
export async function checkCites(archive: readonly RawPaper[], findIds: FindIds): Promise<Check> {
  const lists = archive.map(paper => ({ id: paper.id, list: referencesOf(paper) }));
  const surnames = sample(surnamesIn(lists.map(({ list }) => list)), SURNAMES, seeded(11));
  const recall = new Recall();
  let beside = 0;
  for (const surname of surnames) {
    const whole = new RegExp(`(?<![\\p{L}\\p{N}_])${surname}(?![\\p{L}\\p{N}_])`, 'u');
    const naming = lists.filter(({ list }) => whole.test(list)).map(({ id }) => id);
    const found = await findIds(`cites:${phraseOf(surname)}`);
    for (const id of naming) recall.add(found.includes(id), () => `${surname} in ${id}`);
    beside += found.filter(id => !naming.includes(id)).length;
  }
  return {
    name: `cites: for ${surnames.length} surnames`,
    ok: recall.value >= CITES_RECALL,
    saw: `${recall}; ${beside} found beside them, where the plain reading sees no list or another case`,
  };
}

/** Surnames stand behind an initial ("J. Ba", "Diederik P Kingma"), and never without their capital. */
function surnamesIn(lists: readonly string[]): string[] {
  const names = lists.flatMap(list => [...list.matchAll(/\p{Lu}\.? (\p{Lu}\p{Ll}{3,})(?=,| and)/gu)]);
  const words = new Set(lists.flatMap(list => list.match(/(?<!\p{L})\p{Ll}{4,}(?!\p{L})/gu) ?? []));
  const surnames = new Set(names.map(([, surname = '']) => surname));
  return [...surnames].filter(surname => !words.has(surname.toLowerCase())).sort();
}

/** A phrase in `title:` or `abstract:` is found in that field of a paper, and not elsewhere in it. */
export async function checkPhrases(archive: readonly RawPaper[], papers: Papers): Promise<Check> {
  const right = new Recall();
  const phrases = keywordsOf(archive).filter(keyword => /^[a-z]+(?:[ -][a-z]+)+$/u.test(keyword));
  for (const phrase of sample(phrases, PHRASES, seeded(13))) {
    for (const field of ['title', 'abstract'] as const) {
      const whole = new RegExp(
        `(?<![\\p{L}\\p{N}_])${phrase.split(/[ -]/u).join('[\\s-]+')}(?![\\p{L}\\p{N}_])`,
        'iu',
      );
      const saying = archive.filter(paper => whole.test(String(paper.note.content[field] ?? '')));
      const parsed = parseQuery(`${field}:${phraseOf(phrase)}`);
      if (!parsed.ok) continue;
      const { total, papers: found, closest } = await papers.search(parsed.query, 100);
      const sayIt = closest !== null || found.every(({ id }) => saying.some(paper => paper.id === id));
      right.add(
        total === saying.length && sayIt,
        () => `${field}:"${phrase}": ${total} found, ${saying.length} say it`,
      );
    }
  }
  return {
    name: `title: and abstract: for ${PHRASES} phrases`,
    ok: right.value >= PHRASES_RIGHT,
    saw: String(right),
  };
}
