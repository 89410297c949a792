import { describe, expect, it } from 'vitest';
import {
  codeBlock,
  cut,
  escaped,
  inlineCode,
  label,
  webAddress,
} from '../../../adapters/discord/markdown.ts';

const GAP = '\u200b';

describe('text of a stranger', () => {
  it.each([
    ['**bold** _it_ ~~gone~~ ||spoiler||', '\\*\\*bold\\*\\* \\_it\\_ \\~\\~gone\\~\\~ \\|\\|spoiler\\|\\|'],
    ['[x](http://evil)', `\\[x\\]${GAP}(http\\://evil)`],
    ['<http://evil>', '\\<http\\://evil\\>'],
    ['# h', '\\# h'],
    ['-# small', '\\-\\# small'],
    ['- item', '\\- item'],
    ['1. item', '1\\. item'],
    ['> quote', '\\> quote'],
    ['```code```', '\\`\\`\\`code\\`\\`\\`'],
    ['<@1> <@&2> <#3>', `\\<${GAP}@1\\> \\<${GAP}@&2\\> \\<${GAP}\\#3\\>`],
    ['</iclr:1>', `\\<${GAP}/iclr\\:1\\>`],
    ['@everyone', `@${GAP}everyone`],
    ['<t:1:R>', `\\<${GAP}t\\:1\\:R\\>`],
    [':smile: <:a:1>', `\\:smile\\: \\<${GAP}\\:a\\:1\\>`],
    ['a\\', 'a\\\\'],
  ])('%s is no markup: %s', (text, shown) => {
    expect(escaped(text)).toBe(shown);
  });

  it('is left as it is where nothing in it is markup', () => {
    const text = 'Multi-agent learning (in 3.5 hours): a pre-trained model, p = 0.05.';
    expect(escaped(text)).toBe(text);
  });

  it('stands on one line, and turns nobody’s reading direction', () => {
    expect(escaped('a\r\n\n\tb')).toBe('a b');
    expect(escaped('\u202eevil\u2069 \u0000\ud800x')).toBe('evil x');
  });
});

describe('a label, where Markdown is not read', () => {
  it('is as it was written, but for mentions and control characters', () => {
    expect(label('*a* [b] \u202ec')).toBe('*a* [b] c');
    expect(label('@everyone <@1> <#2>')).toBe(`@${GAP}everyone <${GAP}@1> <${GAP}#2>`);
  });
});

describe('code', () => {
  it('cannot be ended from within', () => {
    expect(inlineCode('a`b``c')).toBe('`aˋbˋˋc`');
    expect(codeBlock('a\n```\n@everyone', 'bibtex', 100)).toBe(
      `\`\`\`bibtex\na\nˋˋˋ\n@${GAP}everyone\n\`\`\``,
    );
  });

  it('is nothing where there is nothing in it', () => {
    expect(inlineCode('  ')).toBe('');
  });

  it('is cut inside of its fences', () => {
    const block = codeBlock('x'.repeat(100), 'bibtex', 50);
    expect(block).toHaveLength(50);
    expect(block.endsWith('…\n```')).toBe(true);
  });
});

describe('cutting', () => {
  it('leaves what fits, and puts an ellipsis in the place of the rest', () => {
    expect(cut('abcde', 5)).toBe('abcde');
    expect(cut('abcdef', 5)).toBe('abcd…');
  });

  it('parts no escape and no surrogate pair', () => {
    expect(cut('abc\\*def', 5)).toBe('abc…');
    expect(cut('abc\\*def', 6)).toBe('abc\\*…');
    expect(cut('abc😀def', 5)).toBe('abc…');
    expect(cut('ab\\😀def', 5)).toBe('ab…');
  });
});

describe('an address', () => {
  it('is one of the web, and cannot end the link that it stands in', () => {
    expect(webAddress('https://openreview.net/pdf?id=a_b#page=4', 100)).toBe(
      'https://openreview.net/pdf?id=a_b#page=4',
    );
    expect(webAddress('https://x.org/a) [evil](http://evil', 100)).toBe(
      'https://x.org/a%29%20%5Bevil%5D%28http://evil',
    );
    expect(webAddress('https://x.org/@everyone', 100)).toBe('https://x.org/%40everyone');
  });

  it.each([
    null,
    '',
    'javascript:alert(1)',
    'x',
    'ftp://x.org',
    'http://evil@everyone',
    'http://:x@y',
    'http://[::1]/',
  ])('is none where it is %s', url => {
    expect(webAddress(url, 100)).toBeNull();
  });

  it('is none where it is too long, because a part of it leads elsewhere', () => {
    expect(webAddress(`https://x.org/${'a'.repeat(86)}`, 100)).toHaveLength(100);
    expect(webAddress(`https://x.org/${'a'.repeat(87)}`, 100)).toBeNull();
  });
});
