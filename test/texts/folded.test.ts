import { describe, expect, it } from 'vitest';
import { entriesOf, foldPaper } from '../../src/texts/folded.ts';
import { createFold } from '../../src/texts/tokens.ts';
import { paper, textPaperOf } from '../support/papers.ts';

function folded(given: Parameters<typeof paper>[0]) {
  const { head, text } = textPaperOf(paper(given));
  return foldPaper(head, text, createFold());
}

describe('a paper, folded', () => {
  const said = folded({
    id: 'a',
    title: 'On $\\mu$-Critics',
    abstract: 'Deep (very).',
    tldr: 'Short.',
    keywords: ['Deep Learning', 'GAN'],
    authors: ['Jonas Erdős', 'Ada Brook'],
    pages: [
      { body: 'First page.', references: '' },
      { body: 'Second.', references: 'D. P. Kingma & J. Ba. Adam. 2015. Y. LeCun. Nets. 1998.' },
    ],
    seams: { body: ['multi agent play'], references: [] },
  });

  it('has a column for each field, with borders that no phrase runs across', () => {
    expect(said.head).toMatchObject({
      abstract: 'deep （ very ） ．',
      tldr: 'short ．',
      tags: 'deep learning ¶ gan',
      authors: 'jonas erdos ¶ ada brook',
    });
    expect(said.head.title).toMatch(/^on mu critics ¶ /u);
  });

  it('says everything in one column, its pages and the readings of its broken words apart', () => {
    expect(said.everything).toContain('¶ first page ． ¶ second ． ¶');
    expect(said.everything).toMatch(/¶ multi agent play/u);
    for (const column of Object.values(said.head)) expect(said.everything).toContain(column);
  });

  it('has the words of each cited entry, without signs, further apart than names in one', () => {
    expect(said.citations).toBe('d p kingma j ba adam 2015 ¶ ¶ ¶ ¶ ¶ ¶ ¶ y lecun nets 1998');
  });
});

describe('a list of references', () => {
  it.each([
    [
      'A. One. First. 2015. B. Two. Second. 2016a. C. Three.',
      ['A. One. First. 2015.', 'B. Two. Second. 2016a.', 'C. Three.'],
    ],
    ['[1] A. One. [2] B. Two. In 2015 they', ['[1] A. One.', '[2] B. Two. In 2015 they']],
    ['A. One. arXiv 1412.6980, 2015', ['A. One. arXiv 1412.6980, 2015']],
  ])('is parted after a year and before a number in brackets: %s', (list, entries) => {
    expect(entriesOf(list)).toEqual(entries);
  });
});
