import { describe, expect, it } from 'vitest';
import {
  actions,
  asManyAsFit,
  button,
  codeBlock,
  context,
  fits,
  header,
  overflow,
  richText,
  section,
} from '../../../adapters/slack/blocks.ts';
import { cut, cutEscaped, LIMITS } from '../../../adapters/slack/limits.ts';
import { plain } from '../../../src/bot/reply.ts';

const x = (length: number): string => 'x'.repeat(length);
const cutTo = (length: number): string => `${x(length - 1)}…`;

describe('text at a limit and one past it', () => {
  it('is whole, and then cut with an ellipsis that counts', () => {
    expect(cut(x(10), 10)).toBe(x(10));
    expect(cut(x(11), 10)).toBe(cutTo(10));
  });

  it('is not cut inside of a surrogate pair', () => {
    expect(cut('ab😀cd', 4)).toBe('ab…');
    expect(cut('ab😀cd', 5)).toBe('ab😀…');
  });

  it.each(['&amp;', '&lt;', '&gt;'])('is not cut inside of %s', entity => {
    const escaped = `ab${entity}cd`;
    for (let most = 3; most < escaped.length; most += 1) {
      expect(['ab…', `ab${entity}…`, `ab${entity}c…`, 'a…']).toContain(cutEscaped(escaped, most));
    }
    expect(cutEscaped(escaped, escaped.length)).toBe(escaped);
  });

  it('of a header is 150 characters', () => {
    expect(header(x(150))).toMatchObject([{ text: { text: x(150) } }]);
    expect(header(x(151))).toMatchObject([{ text: { text: cutTo(150) } }]);
  });

  it('of a section is 3,000: its parts are cut before, so one past it is not made', () => {
    expect(section(x(3_000))).toHaveLength(1);
    expect(section(x(3_001))).toEqual([]);
  });

  it('of rich text is 3,000 over all its parts, of a code block too', () => {
    expect(richText([plain(x(2_999)), plain('x')])).toMatchObject([
      { elements: [{ elements: [{ text: x(3_000) }] }] },
    ]);
    expect(richText([plain(x(2_999)), plain('xx')])).toMatchObject([
      { elements: [{ elements: [{ text: cutTo(3_000) }] }] },
    ]);
    expect(codeBlock(x(3_000))).toMatchObject([{ elements: [{ elements: [{ text: x(3_000) }] }] }]);
    expect(codeBlock(x(3_001))).toMatchObject([{ elements: [{ elements: [{ text: cutTo(3_000) }] }] }]);
  });

  it('of small print is 2,000', () => {
    expect(context(x(2_000))).toMatchObject([{ elements: [{ text: x(2_000) }] }]);
    expect(context(x(2_001))).toMatchObject([{ elements: [{ text: cutTo(2_000) }] }]);
  });

  it('of a button is 75, and its value 2,000', () => {
    expect(button({ text: x(75), value: x(2_000) })).toMatchObject({ text: { text: x(75) } });
    expect(button({ text: x(76), value: 'v' })).toMatchObject({ text: { text: cutTo(75) } });
    expect(button({ text: 'b', value: x(2_001) })).toBeNull();
  });

  it('of an option is 75, and its value 75', () => {
    expect(overflow([{ text: x(76), value: x(75) }])).toMatchObject({
      options: [{ text: { text: cutTo(75) }, value: x(75) }],
    });
    expect(overflow([{ text: 'o', value: x(76) }])).toBeNull();
  });
});

describe('many of a thing', () => {
  const numbered = (count: number): string[] => Array.from({ length: count }, (_, index) => `n${index}`);

  it('are 25 buttons a block, each with an id of its own there', () => {
    const make = (count: number) => actions(numbered(count).map(text => button({ text, value: text })));
    expect(make(25)).toHaveLength(1);
    const [first, second] = make(26);
    expect(first?.elements).toHaveLength(25);
    expect(second?.elements).toMatchObject([{ action_id: 'press-0' }]);
    expect(new Set(first?.elements.map(element => element.action_id)).size).toBe(25);
  });

  it('are 10 small prints, and 5 options', () => {
    expect(context(...numbered(11))[0]?.elements).toHaveLength(10);
    expect(overflow(numbered(6).map(text => ({ text, value: text })))?.options).toHaveLength(5);
  });

  it('are 50 blocks, and about 13,000 characters over all', () => {
    const divider = { type: 'divider' } as const;
    const dividers = (count: number) => Array.from({ length: count }, () => divider);
    expect(fits(dividers(50))).toBe(true);
    expect(fits(dividers(51))).toBe(false);
    expect(asManyAsFit(dividers(51))).toHaveLength(50);

    const [empty] = section('x');
    const room = LIMITS.blocksInAll - JSON.stringify([empty, empty, empty, empty, empty]).length + 5;
    const filled = (last: number) => [
      ...[3_000, 3_000, 3_000, 3_000].flatMap(length => section(x(length))),
      ...section(x(last)),
    ];
    expect(fits(filled(room - 12_000))).toBe(true);
    expect(fits(filled(room - 12_000 + 1))).toBe(false);
    expect(asManyAsFit(filled(room - 12_000 + 1))).toHaveLength(4);
  });
});

describe('what Slack refuses when it is empty', () => {
  it.each(['', '  ', '\u202e', '\ud800'])('is not made of %j', text => {
    expect(header(text)).toEqual([]);
    expect(section(text.trim())).toHaveLength(text.trim() === '' ? 0 : 1);
    expect(context(text)).toEqual([]);
    expect(richText([plain(text)])).toEqual([]);
    expect(codeBlock(text)).toEqual([]);
    expect(button({ text, value: 'v' })).toBeNull();
    expect(overflow([{ text, value: 'v' }])).toBeNull();
    expect(actions([])).toEqual([]);
  });
});
