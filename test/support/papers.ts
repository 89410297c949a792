import { NO_SEAMS, type SourcePaper } from '../../src/paper.ts';
import { findPassages } from '../../src/search/evidence/passages.ts';
import { NOTHING_KNOWN, planQuery } from '../../src/search/plan.ts';
import { parseQuery, type Query } from '../../src/search/query.ts';
import { toRecord } from '../../src/search/record.ts';
import type { Hit } from '../../src/search/seek.ts';
import { toTextPaper } from '../../src/search/text-record.ts';
import type { TextPaper } from '../../src/texts/text-paper.ts';

/** A paper with nothing in it but what a test gives. */
export function paper(given: Partial<SourcePaper> & { readonly id: string }): SourcePaper {
  return {
    title: `Paper ${given.id}`,
    venue: 'ICLR.cc/2019/Conference',
    authors: [],
    keywords: [],
    tldr: null,
    abstract: null,
    decision: null,
    bibtex: null,
    forumUrl: `https://openreview.net/forum?id=${given.id}`,
    pdfUrl: `https://openreview.net/pdf?id=${given.id}`,
    file: null,
    pages: [],
    seams: NO_SEAMS,
    ...given,
  };
}

/** @returns pages with nothing but a body */
export function bodies(...texts: readonly string[]): SourcePaper['pages'] {
  return texts.map(body => ({ body, references: '' }));
}

/** @returns the query, which must be one that can be searched for */
export function queryOf(text: string): Query {
  const parsed = parseQuery(text);
  if (!parsed.ok) throw new Error(`${text}: ${JSON.stringify(parsed.problem)}`);
  return parsed.query;
}

/** @returns the paper as the text index takes it in */
export function textPaperOf(given: SourcePaper): TextPaper {
  return toTextPaper(toRecord(given));
}

/** @returns the paper as a search finds it, with what proves the query; null proves nothing */
export function hitOf(given: SourcePaper, query: string | null = null): Hit {
  const { head, text } = textPaperOf(given);
  const needs = query === null ? [] : planQuery(queryOf(query), NOTHING_KNOWN).needs;
  return { paper: head, pages: text.pages.length, passages: findPassages(head, text, needs) };
}
