import type { Action } from './action.ts';
import { type Example, plain, type Reply } from './reply.ts';

const search = (query: string): Action => ({ kind: 'search', query, page: 1 });

const EXAMPLES: readonly Example[] = [
  { action: search('relu networks'), why: 'papers with both words, closest together first' },
  { action: search('"relu networks"'), why: 'papers that say exactly this' },
  { action: search('attention -recurrent title:graph'), why: 'with, without, and in the title' },
  { action: search('cites:"kingma ba" tag:gan'), why: 'who cites whom, among the papers of a tag' },
  { action: { kind: 'tags', beginning: 'gan' }, why: 'tags that begin so, with how many papers carry them' },
  { action: { kind: 'paper', id: 'H1xSNiRcF7' }, why: 'one paper, by its id or its OpenReview link' },
  { action: { kind: 'similar', id: 'H1xSNiRcF7' }, why: 'papers close to it' },
  { action: { kind: 'random' }, why: 'five tags and a paper, for inspiration' },
  { action: { kind: 'daily', order: '' }, why: 'a tag a day in this channel, and a paper of it' },
];

const LANGUAGE = [
  { form: 'word other', meaning: 'all the words must occur' },
  { form: '"two words"', meaning: 'exactly this phrase' },
  { form: '-word -"two words"', meaning: 'must not occur' },
  { form: 'title: abstract: author:', meaning: 'only there' },
  { form: 'cites:', meaning: 'only in the list of references' },
  { form: 'tag: venue: year:', meaning: 'exactly this tag, venue ("ICLR 2019") or year' },
  { form: 'page:2', meaning: 'the next page of the same search' },
];

function fullText(papers: number, withText: number): string {
  if (withText === 0) return ': their titles and keywords, the full text is not here yet.';
  if (withText === papers) return ', their full text included.';
  return `, ${withText.toLocaleString('en')} of them with full text.`;
}

/** @param counts what there is to search */
export function helpReply(counts: { readonly papers: number; readonly withText: number }): Reply {
  const { papers, withText } = counts;
  return {
    kind: 'help',
    summary: [
      plain(`Search inside ${papers.toLocaleString('en')} papers`),
      plain(fullText(papers, withText)),
    ],
    examples: EXAMPLES,
    language: LANGUAGE,
  };
}
