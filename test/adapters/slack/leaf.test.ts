import { describe, expect, it } from 'vitest';
import {
  authorsLine,
  literal,
  literalLines,
  mrkdwn,
  mrkdwnCode,
  mrkdwnLink,
  webAddress,
} from '../../../adapters/slack/leaf.ts';

describe('text in mrkdwn', () => {
  it.each([
    [
      '<!channel> <@U1> <#C1> <http://evil|x>',
      '&lt;!channel&gt; &lt;@U1&gt; &lt;#C1&gt; &lt;http://evil|x&gt;',
    ],
    ['a & b &lt; c', 'a &amp; b &amp;lt; c'],
    ['A* and _this_, ~that~ `code`', 'A∗ and ˍthisˍ, ∼that∼ ˋcodeˋ'],
    [':fire: On GANs: a survey', '∶fire: On GANs: a survey'],
    ['> quoted', '› quoted'],
    ['two\r\nlines\tof\u00a0it', 'two lines of it'],
    ['\u202eevil\u2066 \u0007bell \ud800', 'evil bell '],
  ])('%j says %j', (text, shown) => {
    expect(mrkdwn(text, 200)).toBe(shown);
  });

  it('is cut after it was escaped', () => {
    expect(mrkdwn('a<<', 5)).toBe('a…');
    expect(mrkdwn('a<<', 9)).toBe('a&lt;&lt;');
  });

  it('as code keeps its characters, but for the one that would end it', () => {
    expect(mrkdwnCode('*a* _b_ <c>', 100)).toBe('`*a* _b_ &lt;c&gt;`');
    expect(mrkdwnCode('a`b', 100)).toBe('`aˋb`');
    expect(mrkdwnCode(' ', 100)).toBe('');
  });

  it('as a link leads nowhere but where it says', () => {
    expect(mrkdwnLink('label', 'https://x.org/a?b=1&c=<2>|d')).toBe(
      '<https://x.org/a?b=1&amp;c=%3C2%3E%7Cd|label>',
    );
    expect(mrkdwnLink('label', 'javascript:alert(1)')).toBe('label');
    expect(mrkdwnLink('label', null)).toBe('label');
  });
});

describe('an address', () => {
  it.each([
    ['https://openreview.net/pdf?id=x#page=4', 'https://openreview.net/pdf?id=x#page=4'],
    ['mailto:a@b.c', null],
    ['not one', null],
    [`https://x.org/${'a'.repeat(500)}`, null],
  ])('%j is %j', (url, address) => {
    expect(webAddress(url)).toBe(address);
  });
});

describe('literal text', () => {
  it('keeps what formats elsewhere', () => {
    expect(literal('*a* <b> :c:')).toBe('*a* <b> :c:');
  });

  it('keeps its lines where they matter', () => {
    expect(literalLines('@misc{x,\r\n\ttitle={y}\u202e\n}')).toBe('@misc{x,\n  title={y}\n}');
  });

  it('names eight of a hundred authors', () => {
    const names = Array.from({ length: 100 }, (_, index) => `A${index}`);
    expect(authorsLine(names, 8)).toBe('A0, A1, A2, A3, A4, A5, A6, A7 and 92 more');
  });
});
