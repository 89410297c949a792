import { NO_SEAMS, type SourcePaper } from '../../src/paper.ts';

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
