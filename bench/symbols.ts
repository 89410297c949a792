import type { Ask } from './ask.ts';
import type { Check } from './check.ts';
import { doubtAll } from './scan/doubt.ts';
import type { Judge } from './scan/judge.ts';
import { idsOf, matching, type Term } from './scan/scan.ts';

/** What readers take for one. A phrase, or a word as it is typed. */
const SPELLINGS: readonly (readonly string[])[] = [
  ['C++', '"C++"', 'c++'],
  ['k-means++', '"k-means++"', '"k means++"'],
  ['β-VAE', 'beta-VAE', '"beta VAE"', 'βVAE', '$\\beta$-VAE', '"$\\beta$-VAE"', 'Β-vae'],
  ['ε-greedy', 'epsilon-greedy', 'ϵ-greedy', '$\\epsilon$-greedy', '"epsilon greedy"'],
  ['1x1', '1×1', '"1 × 1"', '1 × 1', '"1x1"'],
  ['L_2', 'L2', 'L₂', 'L²', '"L_2"', 'L_{2}', 'ｌ２'],
  ['t-SNE', 'tSNE', '"t SNE"', '"tSNE"', 't‑SNE'],
];

/** Where a spelling finds quite others, so many papers tell enough. */
const MOST_JUDGED = 50;

/** Each spelling finds one and the same papers: those of the scan. */
export async function checkSymbols({ corpus, indexOf }: Judge, ask: Ask): Promise<Check[]> {
  const checks: Check[] = [];
  for (const spellings of SPELLINGS) {
    const [first = ''] = spellings;
    const terms: readonly Term[] = [{ field: null, text: first, quoted: true, excluded: false }];
    const wanted = new Set(idsOf(corpus, matching(corpus, terms)));
    let judged = 0;
    const isRight = (id: string, isWanted: boolean): boolean => {
      const paper = indexOf.get(id);
      judged += 1;
      return (
        judged <= MOST_JUDGED && paper !== undefined && doubtAll(corpus, paper, terms, isWanted) !== null
      );
    };
    const counts: string[] = [];
    let ok = true;
    for (const spelling of spellings) {
      const found = new Set(await ask.ids(spelling));
      const missed = [...wanted].filter(id => !found.has(id) && !isRight(id, true));
      const wrong = [...found].filter(id => !wanted.has(id) && !isRight(id, false));
      ok &&= missed.length + wrong.length === 0;
      counts.push(`${spelling} ${found.size}`);
    }
    checks.push({
      name: `the spellings of ${first}`,
      ok,
      saw: `${counts.join(', ')}; the scan ${wanted.size}`,
    });
  }
  return checks;
}
