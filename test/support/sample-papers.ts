import type { SourcePaper } from '../../src/paper.ts';
import { bodies, paper } from './papers.ts';

/** Seven papers with "relu" and "networks" in them: two pages of results. */
export const SEVEN_PAPERS: readonly SourcePaper[] = [
  paper({
    id: 'one',
    title: 'On $\\mu$ and ReLU Networks',
    authors: ['Ada Brook', 'Jonas Erdős'],
    keywords: ['GAN', 'folds'],
    tldr: 'They fold.',
    abstract: 'All about folds.',
    decision: 'Accept (Oral)',
    bibtex: '@misc{one,\n  title={On}\n}',
    pages: bodies('Nothing here.', 'Deep ReLU networks fold.'),
  }),
  ...Array.from({ length: 6 }, (_, index) =>
    paper({
      id: `many${index}`,
      keywords: ['GAN'],
      abstract: 'x',
      pages: bodies(`Networks of units. A relu, number ${index}.`),
    }),
  ),
];
