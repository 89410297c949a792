import { describe, expect, it } from 'vitest';
import { toCard, toPaperView } from '../../src/bot/card.ts';
import type { Card } from '../../src/bot/reply.ts';
import type { SourcePaper } from '../../src/paper.ts';
import { bodies, hitOf, paper } from '../support/papers.ts';

function card(query: string, given: Partial<SourcePaper>): Card {
  return toCard(hitOf(paper({ id: 'a', ...given }), query));
}

describe('a card', () => {
  it('says where a match stands, and links to the page', () => {
    const pages = [
      { body: 'A graph.', references: '' },
      { body: '', references: 'Graph papers. 2001.' },
    ];
    expect(card('graph', { pages }).proofs.map(({ where, url }) => [where, url])).toEqual([
      ['p. 1', 'https://openreview.net/pdf?id=a#page=1'],
      ['references p. 2', 'https://openreview.net/pdf?id=a#page=2'],
    ]);
    expect(card('graph', { abstract: 'A graph.' }).proofs).toMatchObject([{ where: 'abstract', url: null }]);
    expect(card('graph', { pages: bodies('A graph.'), pdfUrl: null }).proofs).toMatchObject([{ url: null }]);
  });

  it('shows with an ellipsis that the text goes on', () => {
    const pages = bodies(`${'Words before. '.repeat(40)}the graph ${'words after '.repeat(40)}`);
    const [proof] = card('graph', { pages }).proofs;
    expect(proof?.text[0]).toEqual({ kind: 'plain', text: '…' });
    expect(proof?.text.at(-1)).toEqual({ kind: 'plain', text: '…' });
  });

  it('repeats neither its title nor its tags as proof', () => {
    expect(card('graph', { title: 'A graph', keywords: ['graph'] }).proofs).toEqual([]);
  });

  it('says that there is no tl;dr, where the paper is known well enough to say so', () => {
    expect(card('x', { abstract: 'Something.' }).tldr).toBe('No tl;dr =[');
    expect(card('x', {}).tldr).toBeNull();
  });

  it('has tags that search for themselves, whatever a keyword holds', () => {
    expect(card('x', { keywords: ['Deep "Q" Learning'] }).tags).toEqual([
      {
        tag: 'deep q learning',
        papers: null,
        search: { kind: 'search', query: 'tag:"deep q learning"', page: 1 },
      },
    ]);
  });
});

describe('a whole paper', () => {
  it('says how many pages of text there are', () => {
    expect(toPaperView(hitOf(paper({ id: 'a', pages: bodies('1', '2') }))).pages).toBe(2);
    expect(toPaperView(hitOf(paper({ id: 'a' }))).pages).toBe(0);
  });
});
