import { keywordsOf, type RawPaper } from './archive.ts';
import type { Ask } from './ask.ts';
import type { Check } from './check.ts';
import { sample, seeded } from './random.ts';
import { compare, type Judge, quoted } from './scan/judge.ts';
import type { Term } from './scan/scan.ts';
import { Tally } from './tally.ts';
import { KINDS, type Kind, termOf } from './terms.ts';

const EACH = 120;
const EXCLUDED = 40;
/** Of 50,000 papers that combinations find, one may hang on a hyphen at a line's end: "can-not" beside "cannot". */
const TARGETS = { recall: 0.9999, precision: 0.9999, same: 0.999, apart: 0.01 };
/** Where a list of references ends is a judgement: the words of those that end otherwise are set apart. */
const CITES_TARGETS = { ...TARGETS, apart: 0.04 };
const COMBINATIONS = 1_000;
const MOST_TERMS = 5;
const EXCLUSION_SHARE = 0.3;

/** `tag:` for every keyword, and every other field with a word and with a phrase, finds what the scan finds. */
export async function checkFields(archive: readonly RawPaper[], judge: Judge, ask: Ask): Promise<Check[]> {
  const tags = new Tally();
  for (const tag of keywordsOf(archive))
    await compare(
      judge,
      ask,
      [{ field: 'tag', text: tag.replaceAll('"', ' '), quoted: true, excluded: false }],
      tags,
    );
  const checks = [tags.check('tag: of every keyword', { ...TARGETS, recall: 1, same: 1, apart: 0 })];
  const exclusions = new Tally();
  const random = seeded(11);
  for (const kind of KINDS.filter(one => one.includes(' '))) {
    const terms = drawTerms(judge, kind, EACH, random);
    const tally = new Tally();
    for (const term of terms) await compare(judge, ask, [term], tally);
    checks.push(
      tally.check(`${kind}, ${terms.length} times`, kind.startsWith('cites') ? CITES_TARGETS : TARGETS),
    );
    for (const term of terms.slice(0, EXCLUDED))
      await compare(judge, ask, [quoted('networks'), { ...term, excluded: true }], exclusions);
  }
  checks.push(exclusions.check('"networks" without each of them', TARGETS));
  return checks;
}

/** Two to five of all operators together find the papers that have all of them. */
export async function checkCombinations(judge: Judge, ask: Ask): Promise<Check> {
  const random = seeded(23);
  const tally = new Tally();
  for (let made = 0; made < COMBINATIONS; ) {
    const terms = combination(judge, random);
    if (terms === null) continue;
    made += 1;
    await compare(judge, ask, terms, tally);
  }
  return tally.check(`${COMBINATIONS} combinations of two to five terms`, { ...TARGETS, apart: 0.02 });
}

function drawTerms({ corpus }: Judge, kind: Kind, count: number, random: () => number): Term[] {
  const terms = new Map<string, Term>();
  for (const paper of sample(corpus.papers, 3 * count, random)) {
    const term = termOf(paper, kind, random);
    if (term !== null && terms.size < count) terms.set(term.text.toLowerCase(), term);
  }
  return [...terms.values()];
}

/** What is asked for stands in one paper, what is excluded in others. Plain words alone are no combination. */
function combination({ corpus }: Judge, random: () => number): Term[] | null {
  const [paper] = sample(corpus.papers, 1, random);
  if (paper === undefined) return null;
  const count = 2 + Math.floor(random() * (MOST_TERMS - 1));
  const terms: Term[] = [];
  for (const kind of sample([...KINDS, 'word', 'phrase'] as const, count, random)) {
    const isExcluded = terms.length > 0 && random() < EXCLUSION_SHARE;
    const [source] = isExcluded ? sample(corpus.papers, 1, random) : [paper];
    const term = source === undefined ? null : termOf(source, kind, random);
    if (term === null) return null;
    terms.push({ ...term, excluded: isExcluded });
  }
  return terms.every(({ field, quoted: isQuoted }) => field === null && !isQuoted) ? null : terms;
}
