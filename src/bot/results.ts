import type { Correction } from '../search/plan.ts';
import type { Query } from '../search/query.ts';
import type { SearchResult } from '../search/result.ts';
import { toCard } from './card.ts';
import { bold, code, plain, type Reply, type Span, type Text } from './reply.ts';

/** Says a page of search results. */
export function resultsReply(query: Query, result: SearchResult): Reply {
  if (result.total > 0 && result.hits.length === 0) return pastTheEnd(query, result);
  if (result.hits.length === 0) return nothingFound(query);
  const turn = (page: number) => ({ kind: 'search', query: query.source, page }) as const;
  return {
    kind: 'results',
    summary: result.closest === null ? found(query, result) : closest(result.closest),
    notes: notesOf(query, result),
    cards: result.hits.map(toCard),
    previous: result.closest === null && result.page > 1 ? turn(result.page - 1) : null,
    next: result.closest === null && result.page < result.pages ? turn(result.page + 1) : null,
  };
}

/** For example: "relu networks": 54 papers say exactly this, 744 have all the words · page 1 of 149 */
function found(query: Query, { total, exact, page, pages }: SearchResult): Text {
  const place = pages > 1 ? [plain(` · page ${number(page)} of ${number(pages)}`)] : [];
  const onlyWords = query.terms.every(term => term.field === null && !term.quoted && !term.excluded);
  if (exact !== null && onlyWords) {
    return [
      ...said(query.source),
      plain(`: ${papers(exact)} ${exact === 1 ? 'says' : 'say'} exactly this, `),
      plain(`${number(total)} ${total === 1 ? 'has' : 'have'} all the words`),
      ...place,
    ];
  }
  const match = total === 1 ? 'matches' : 'match';
  if (exact === null) return [bold(query.source), plain(`: ${papers(total)} ${match}`), ...place];
  const words = query.terms.filter(term => term.field === null && !term.quoted && !term.excluded);
  return [
    bold(query.source),
    plain(`: ${papers(total)} ${match}, ${number(exact)} of them ${exact === 1 ? 'says' : 'say'} `),
    ...said(words.map(term => term.text).join(' ')),
    ...place,
  ];
}

function closest(lacking: readonly string[]): Text {
  if (lacking.length === 0) return [plain('No paper has all of these words. The closest ones:')];
  return [
    plain('No paper has all of these words. The closest ones, without '),
    ...listed(lacking, ', '),
    plain(':'),
  ];
}

function notesOf(
  { signs }: Query,
  { corrections, expecting, closest: lacking, without }: SearchResult,
): Text[] {
  // Words that nothing was found for are told in the summary of the closest papers.
  const corrected = corrections.filter(({ words }) => words.length > 0 || lacking === null);
  return [
    ...corrected.map(correctionNote),
    ...(signs.length === 0 ? [] : [signsNote(signs)]),
    ...(expecting ? [[plain('Papers are being added: not all of them are found yet.')]] : []),
    ...(without === null ? [] : [[plain(`No phrase is counted yet: ${without}.`)]]),
  ];
}

/** For example: No paper says netwroks: these say networks. */
function correctionNote({ typed, words }: Correction): Text {
  const nothing = [plain('No paper says '), bold(typed)];
  if (words.length === 0) return [...nothing, plain(': these say something like it.')];
  return [...nothing, plain(': these say '), ...listed(words, ' or '), plain('.')];
}

/** For example: No paper is searched for signs alone: &, →. */
function signsNote(signs: readonly string[]): Text {
  return [plain('No paper is searched for signs alone: '), ...listed(signs, ', '), plain('.')];
}

function listed(words: readonly string[], between: string): Span[] {
  return words.flatMap((word, index) => [...(index === 0 ? [] : [plain(between)]), bold(word)]);
}

function nothingFound(query: Query): Reply {
  return {
    kind: 'notice',
    text: [
      plain('No paper matches '),
      code(query.source),
      plain('. Fewer words, a shorter phrase, or one field less may find some; '),
      code('tags'),
      plain(' lists what the papers are about.'),
    ],
    examples: [],
  };
}

function pastTheEnd(query: Query, { pages }: SearchResult): Reply {
  return {
    kind: 'notice',
    text: [plain(`This search has ${number(pages)} ${pages === 1 ? 'page' : 'pages'}.`)],
    examples: [{ action: { kind: 'search', query: query.source, page: pages }, why: 'the last of them' }],
  };
}

function said(words: string): Span[] {
  return [plain('"'), bold(words), plain('"')];
}

function papers(count: number): string {
  return `${number(count)} ${count === 1 ? 'paper' : 'papers'}`;
}

function number(count: number): string {
  return count.toLocaleString('en');
}
