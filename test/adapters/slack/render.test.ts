import { describe, expect, it } from 'vitest';
import { encodePress } from '../../../adapters/slack/press.ts';
import { renderReply } from '../../../adapters/slack/render.ts';
import { toCard, toPaperView } from '../../../src/bot/card.ts';
import { plain, type Reply } from '../../../src/bot/reply.ts';
import { bodies, hitOf, paper } from '../../support/papers.ts';

const kept = { keep: () => 'h'.repeat(22) };
const setting = {
  place: 'caller',
  command: 'relu networks',
  encode: (press: Parameters<typeof encodePress>[0]) => encodePress(press, kept),
} as const;

function pageOf(tldrLength: number): Reply {
  const cards = ['a', 'b', 'c', 'd', 'e'].map(id =>
    toCard(
      hitOf(
        paper({
          id,
          title: `Paper ${id} ${'long '.repeat(20)}`,
          keywords: Array.from({ length: 8 }, (_, index) => `a keyword of some length ${index}`),
          tldr: 'x'.repeat(tldrLength),
          pages: bodies(`Relu. ${'filler '.repeat(60)}`, `Networks. ${'filler '.repeat(60)}`),
        }),
        'relu networks',
      ),
    ),
  );
  return {
    kind: 'results',
    summary: [plain('5 papers')],
    notes: [],
    cards,
    previous: null,
    next: { kind: 'search', query: 'relu networks', page: 2 },
  };
}

describe('a page of five papers', () => {
  it('shows all that its cards have where there is room', () => {
    const shown = JSON.stringify(renderReply(pageOf(80), setting));
    expect(shown).toContain('a keyword of some length 2');
    expect(shown).toContain('"p. 2"');
  });

  it('says less of each, rather than of fewer, where there is not', () => {
    const blocks = renderReply(pageOf(2_000), setting);
    const shown = JSON.stringify(blocks);
    for (const id of ['a', 'b', 'c', 'd', 'e']) expect(shown).toContain(`|Paper ${id} `);
    expect(blocks.at(-1)).toMatchObject({ type: 'actions' });
    expect(shown).toContain('"p. 1"');
  });
});

describe('a whole paper', () => {
  const tagged = (tags: number) =>
    paper({
      id: 'one',
      abstract: 'word '.repeat(500),
      keywords: Array.from({ length: tags }, (_, index) => `the tag with number ${index}`),
      bibtex: '@misc{one}',
    });

  it('links to its page by the name of the site', () => {
    const shown = paper({ id: 'one', forumUrl: 'https://www.example.org/one' });
    const blocks = JSON.stringify(renderReply({ kind: 'paper', paper: toPaperView(hitOf(shown)) }, setting));
    expect(blocks).toMatch(
      /"text":"example\.org"[^{}]*\},"value":"forum","url":"https:\/\/www\.example\.org\/one"/u,
    );
    expect(blocks).not.toContain('OpenReview');
  });

  it('shows all of its tags', () => {
    const shown = renderReply({ kind: 'paper', paper: toPaperView(hitOf(tagged(30))) }, setting);
    expect(JSON.stringify(shown)).toContain('the tag with number 29');
  });

  it('shows fewer of them rather than no BibTeX', () => {
    const shown = renderReply({ kind: 'paper', paper: toPaperView(hitOf(tagged(200))) }, setting);
    expect(JSON.stringify(shown)).toContain('@misc{one}');
    expect(JSON.stringify(shown)).not.toContain('the tag with number 20');
  });
});
