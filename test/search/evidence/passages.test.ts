import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Passage } from '../../../src/search/evidence/passages.ts';
import { bodies, hitOf, paper } from '../../support/papers.ts';

function passages(query: string, given: Parameters<typeof paper>[0]): Passage[] {
  return [...hitOf(paper(given), query).passages];
}

/** @returns the marked words of a passage */
function marked({ text, marks }: Passage): string[] {
  return marks.map(({ start, end }) => text.slice(start, end));
}

describe('the passages of a paper', () => {
  it('show the place where the words stand closest together, with its page', () => {
    const [first] = passages('relu networks', {
      id: 'a',
      pages: bodies(
        'Networks of many kinds, and far away a unit called relu.',
        'We study ReLU networks here.',
      ),
    });
    expect(first).toMatchObject({ field: 'page', page: 2, text: 'We study ReLU networks here.' });
    expect(first && marked(first)).toEqual(['ReLU networks']);
  });

  it('prove what the first place leaves open by the second', () => {
    const found = passages('cites:kipf attention', {
      id: 'a',
      pages: [
        { body: 'Attention is used. Kipf did it.', references: '' },
        { body: '', references: 'T. Kipf. Graphs. 2016.' },
      ],
    });
    expect(found.map(({ field, page }) => [field, page])).toEqual([
      ['page', 1],
      ['references', 2],
    ]);
  });

  it('are not joined by a second one that proves less, and nothing new', () => {
    const found = passages('relu networks', {
      id: 'a',
      pages: bodies('ReLU networks.', 'Other networks.', 'A relu.'),
    });
    expect(found.map(({ page }) => page)).toEqual([1]);
  });

  it('prefer the text to what the card shows anyway: title, tags, tl;dr', () => {
    const [first] = passages('graph', {
      id: 'a',
      title: 'A graph',
      keywords: ['graph'],
      tldr: 'On a graph.',
      abstract: 'We draw a graph.',
      pages: bodies('A GRAPH Abstract We draw.', 'Here is the graph.'),
    });
    expect(first).toMatchObject({ field: 'page', page: 2 });
  });

  it('fall back on the title where nothing else is known', () => {
    expect(passages('graph', { id: 'a', title: 'A graph' })).toMatchObject([{ field: 'title', page: null }]);
  });

  it('find whole words only, whatever the case and the hyphens', () => {
    const [first] = passages('"model based"', {
      id: 'a',
      pages: bodies('Remodel based. A Model-Based plan.'),
    });
    expect(first && marked(first)).toEqual(['Model-Based']);
  });

  it.each([
    ['multi agent', 'On multiagent play.', 'multiagent'],
    ['"multi agent"', 'On multiagent play.', 'multiagent'],
    ['multiagent', 'On multi-agent play.', 'multi-agent'],
    ['Erdos', 'As Erdős said.', 'Erdős'],
    ['netwroks', 'Deep networks learn.', 'networks'],
    ['convolutoinl', 'A convolutional layer.', 'convolutional'],
  ])('mark what the engine took for %s', (query, text, mark) => {
    const [first] = passages(query, { id: 'a', pages: bodies(text) });
    expect(first && marked(first).join(' ')).toBe(mark);
  });

  it('are cut at spaces, from the beginning of a sentence where one is near', () => {
    const text = `${'Filler words stand here. '.repeat(30)}The Graph matters much. ${'More words follow. '.repeat(30)}`;
    const [first] = passages('graph', { id: 'a', pages: bodies(text) });
    expect(first?.text.startsWith('The Graph matters much.')).toBe(true);
    expect(first?.text.length).toBeLessThanOrEqual(240);
    expect(first?.cut).toEqual({ before: true, after: true });
  });

  it('are at most two, on pages of their own where they can be', () => {
    const found = passages('graph', {
      id: 'a',
      pages: bodies('A graph. Another graph.', 'A graph.', 'A graph.'),
    });
    expect(found.map(({ page }) => page)).toEqual([1, 2]);
  });

  it('hold their marks within any text, in order and apart', () => {
    const texts = fc.array(
      fc.constantFrom('graph', 'İ', '𝔾raph', 'net', ' ', '-', '. ', 'Ä', 'x'.repeat(300), '\u0301'),
    );
    fc.assert(
      fc.property(texts, fc.constantFrom('graph net', '"graph net"', 'grahp', 'İ'), (parts, query) => {
        for (const passage of passages(query, { id: 'a', pages: bodies(parts.join('')) })) {
          expect(passage.text.isWellFormed()).toBe(true);
          let at = -1;
          for (const { start, end } of passage.marks) {
            expect(start).toBeGreaterThan(at);
            expect(end).toBeGreaterThan(start);
            expect(end).toBeLessThanOrEqual(passage.text.length);
            at = end;
          }
          expect(passage.marks.length).toBeGreaterThan(0);
        }
      }),
    );
  });
});
