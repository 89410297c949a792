import { tagButton, toCard } from '../../src/bot/card.ts';
import type { Reply } from '../../src/bot/reply.ts';
import { hitOf, paper } from './papers.ts';

export const KIND_WORD = 'Behind every paper is somebody.';

/** A post as the core makes it. */
export const DAILY: Reply & { readonly kind: 'daily' } = {
  kind: 'daily',
  featured: tagButton('graph neural networks', 12),
  card: toCard(
    hitOf(
      paper({
        id: 'one',
        title: 'Folds of Graphs',
        authors: ['Ada Brook', 'Jonas Erdős'],
        keywords: ['Graph Neural Networks', 'folds'],
        tldr: 'They fold.',
        abstract: 'All about folds.',
      }),
    ),
  ),
  others: [tagButton('gan', 7), tagButton('folds', 2), tagButton('relu', 31), tagButton('maps', 1)],
  kindWord: KIND_WORD,
};
