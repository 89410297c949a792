import { expect, it } from 'vitest';
import { renderReply } from '../../../adapters/discord/render.ts';
import { toPaperView } from '../../../src/bot/card.ts';
import { hitOf, paper } from '../../support/papers.ts';

it('the link of a paper that is not on OpenReview is called by its site', () => {
  const shown = paper({ id: 'one', forumUrl: 'https://www.example.org/one' });
  const { components } = renderReply(
    { kind: 'paper', paper: toPaperView(hitOf(shown)) },
    { kept: { keep: () => '' }, canShare: false },
  );
  expect(JSON.stringify(components)).toContain('"label":"example.org","url":"https://www.example.org/one"');
});
