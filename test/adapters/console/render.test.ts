import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PLAIN, type Style } from '../../../adapters/console/paint.ts';
import { renderReply } from '../../../adapters/console/render.ts';
import { tagButton, toCard, toPaperView } from '../../../src/bot/card.ts';
import { plain, type Reply } from '../../../src/bot/reply.ts';
import { bodies, hitOf, paper } from '../../support/papers.ts';

const TERMINAL: Style = { color: true, hyperlinks: true, width: 60 };

const PAPER = paper({
  id: 'one',
  title: 'On ReLU Networks',
  authors: ['Ada Brook', 'Jonas Erdős'],
  keywords: ['GAN', 'folds'],
  tldr: 'They fold.',
  abstract: 'All about folds.',
  decision: 'Accept (Oral)',
  bibtex: '@misc{one,\n  title={On}\n}',
  pages: bodies('Nothing.', 'ReLU networks fold.'),
});

function results(given = PAPER, query = 'relu networks'): Reply {
  return {
    kind: 'results',
    summary: [plain('1 paper')],
    notes: [],
    cards: [toCard(hitOf(given, query))],
    previous: null,
    next: { kind: 'search', query, page: 2 },
  };
}

describe('a reply in a pipe', () => {
  it('is plain lines, with links spelled out and what to type for the buttons', () => {
    expect(renderReply(results(), PLAIN)).toBe(
      [
        '1 paper',
        '',
        'On ReLU Networks (https://openreview.net/forum?id=one)',
        '   ICLR 2019 · Ada Brook, Jonas Erdős',
        '   They fold.',
        '   p. 2 (https://openreview.net/pdf?id=one#page=2): ReLU networks fold.',
        '   tags: gan, folds',
        '   more: /iclr paper one',
        '',
        'next: /iclr relu networks page:2',
      ].join('\n'),
    );
  });

  it('shows the tag of the day, with what to type for its buttons', () => {
    const daily: Reply = {
      kind: 'daily',
      featured: tagButton('gan', 1_432),
      card: toCard(hitOf(PAPER)),
      others: [tagButton('folds', 1), tagButton('relu', 12)],
      kindWord: 'Be kind.',
    };
    expect(renderReply(daily, PLAIN)).toBe(
      [
        'Tag of the day: gan, 1,432 papers',
        '   gan (1432)  /iclr tag:"gan"',
        '',
        'On ReLU Networks (https://openreview.net/forum?id=one)',
        '   ICLR 2019 · Ada Brook, Jonas Erdős',
        '   They fold.',
        '   tags: gan, folds',
        '   more: /iclr paper one',
        '',
        'More tags:',
        '   folds (1)  /iclr tag:"folds"',
        '   relu (12)  /iclr tag:"relu"',
        '',
        'Be kind.',
      ].join('\n'),
    );
  });

  it('shows a whole paper, its BibTeX as it stands', () => {
    expect(renderReply({ kind: 'paper', paper: toPaperView(hitOf(PAPER)) }, PLAIN)).toBe(
      [
        'On ReLU Networks (https://openreview.net/forum?id=one)',
        'ICLR 2019 · Accept (Oral) · Ada Brook, Jonas Erdős',
        '',
        'They fold.',
        '',
        'All about folds.',
        '',
        'tags: gan, folds',
        '',
        'PDF: https://openreview.net/pdf?id=one · 2 pages of text',
        '',
        '@misc{one,',
        '  title={On}',
        '}',
      ].join('\n'),
    );
  });

  it('names eight of many authors on a card', () => {
    const many = paper({ id: 'x', authors: Array.from({ length: 20 }, (_, index) => `A${index}`) });
    expect(renderReply(results(many), PLAIN)).toContain('A6, A7 and 12 more');
  });
});

describe('a reply in a terminal', () => {
  it('says the same in colours, with links behind their text, within the width', () => {
    const shown = renderReply(results(), TERMINAL);
    expect(shown).toContain('\u001b]8;;https://openreview.net/pdf?id=one#page=2\u0007p. 2\u001b]8;;\u0007');
    expect(shown).toContain('\u001b[1mOn ReLU Networks\u001b[22m');
    expect(shown).toContain('\u001b[1m\u001b[33mReLU networks\u001b[39m\u001b[22m');
    const lines = stripVTControlCharacters(shown).split('\n');
    expect(lines).toContain('   p. 2: ReLU networks fold.');
    expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(60);
  });
});

describe('whatever a paper or a user wrote', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.constantFrom(
      '\u001b[31mred\u001b[0m',
      '\u001b]8;;http://evil\u0007x',
      '\u202Eevil',
      'a\r\nb',
      '\u009b2J',
      '\ud800',
      '😀'.repeat(40),
    ),
  );

  it('steers no terminal', () => {
    fc.assert(
      fc.property(hostile, hostile, hostile, hostile, (title, tldr, keyword, body) => {
        const given = paper({
          id: 'x',
          title,
          tldr,
          abstract: tldr,
          authors: [keyword],
          keywords: [keyword],
          bibtex: `${title}\n${body}`,
          pages: bodies(`relu ${body}`),
        });
        for (const reply of [
          results(given, `relu ${keyword.replaceAll('"', '')}`),
          { kind: 'paper', paper: toPaperView(hitOf(given)) } as const,
        ]) {
          const shown = renderReply(reply, PLAIN);
          expect(shown.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u);
          expect(
            stripVTControlCharacters(renderReply(reply, { ...TERMINAL, hyperlinks: false })),
          ).not.toMatch(/[^\P{Cc}\n]/u);
        }
      }),
    );
  });
});
