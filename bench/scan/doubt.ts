import { type Corpus, openCorpus } from './corpus.ts';
import { citers } from './near.ts';
import type { Reading } from './pages.ts';
import { having, type Term } from './scan.ts';

const OF_TEXT: readonly Reading[] = ['furniture kept', 'repeated lines taken off', 'accents apart'];

/**
 * A paper's page says in which order its lines were printed, and not what each is: the product takes off what
 * the template printed, and cuts off the list of references, by judgements of its own, which are measured
 * elsewhere. What hangs on such a judgement is set apart here, counted and shown.
 * @param says what the scan found: whether the paper has what the term asks for
 * @returns which judgement makes it otherwise; null where the page leaves nothing open
 */
export function doubt(corpus: Corpus, paper: number, term: Term, says: boolean): string | null {
  const one = corpus.papers[paper];
  if (one === undefined) return null;
  const reread = (reading: Reading): Corpus => openCorpus([one], corpus.spellings, reading);
  if (term.field === 'cites') {
    const isCited = says
      ? having(reread('entries alone'), term).has(0)
      : citers(reread('list uncut'), term.text, false).has(0);
    return isCited === says ? null : 'where the list of references or its entries end';
  }
  if (term.field !== null) return null;
  const other = OF_TEXT.find(reading => having(reread(reading), term).has(0) !== says);
  return other === undefined ? null : `${other}`;
}

/**
 * @param matches what the scan found: whether the paper matches all the terms
 * @returns which judgement makes it otherwise, or null
 */
export function doubtAll(
  corpus: Corpus,
  paper: number,
  terms: readonly Term[],
  matches: boolean,
): string | null {
  const verdicts = terms.map(term => {
    const says = having(corpus, term).has(paper);
    return { holds: says !== term.excluded, doubt: () => doubt(corpus, paper, term, says) };
  });
  if (matches) return verdicts.map(verdict => verdict.doubt()).find(reason => reason !== null) ?? null;
  const reasons = verdicts.filter(({ holds }) => !holds).map(verdict => verdict.doubt());
  return reasons.includes(null) ? null : (reasons[0] ?? null);
}
