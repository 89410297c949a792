import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { link, PLAIN } from '../adapters/console/paint.ts';
import { webAddress as discordAddress } from '../adapters/discord/markdown.ts';
import { mrkdwnLink } from '../adapters/slack/leaf.ts';
import { linkedPaper } from '../src/site.ts';
import { webLink } from '../src/web-link.ts';

describe('a link', () => {
  it.each([
    ['https://openreview.net/pdf?id=x#page=4', 'https://openreview.net/pdf?id=x#page=4'],
    ['  https://openreview.net/forum?id=x ', 'https://openreview.net/forum?id=x'],
    ['HTTP://Example.ORG', 'http://example.org/'],
    ['https://example.org:8443/a', 'https://example.org:8443/a'],
    ['https://lab.example/my paper.pdf', 'https://lab.example/my%20paper.pdf'],
    ['https://exämple.org/ü', 'https://xn--exmple-cua.org/%C3%BC'],
    // A Cyrillic letter that looks like a Latin one shows what it is.
    ['https://оpenreview.net/forum?id=x', 'https://xn--penreview-z2h.net/forum?id=x'],
    ['https://example.org/a?user@host', 'https://example.org/a?user@host'],
    ['https://example.org/a|b<c>"d"`e', 'https://example.org/a%7Cb%3Cc%3E%22d%22%60e'],
    ['https://example.org/?q=a|b`c{d}^', 'https://example.org/?q=a%7Cb%60c%7Bd%7D%5E'],
    ['https://[2001:db8::1]:8080/a', 'https://[2001:db8::1]:8080/a'],
    ['https://2130706433/', 'https://127.0.0.1/'],
    ['https://sub_domain.example/', 'https://sub_domain.example/'],
  ])('may be %s', (text, address) => {
    expect(webLink(text)).toBe(address);
  });

  it('is one however often it is asked', () => {
    // URL.canParse of Node 20 says no to the ä once it was asked some thousand times, and was compiled for that.
    const address = 'https://exämple.org/ü';
    const often = Array.from({ length: 50_000 }, () => webLink(address));
    expect(new Set(often)).toEqual(new Set(['https://xn--exmple-cua.org/%C3%BC']));
  });

  const FORBIDDEN = [
    '',
    'openreview.net',
    '//openreview.net/forum?id=x',
    'https:openreview.net',
    'https:/openreview.net',
    'https:///openreview.net',
    'javascript:alert(1)',
    'javascript://openreview.net/%0aalert(1)',
    'data:text/html,<script>alert(1)</script>',
    'file:///etc/passwd',
    'ftp://example.org/a',
    'mailto:ada@example.org',
    'https://openreview.net@evil.example/x',
    'https://openreview.net:443@evil.example/x',
    'https://user:password@openreview.net/',
    'https://@openreview.net/',
    'https://:@openreview.net/',
    'https://openreview.net%40evil.example/x',
    'https://openreview.net\\@evil.example/x',
    'https:\\\\evil.example',
    'https://evil.example\\.openreview.net/',
    'https://openreview.net/a\tb',
    'https://open\nreview.net/',
    'java\nscript:alert(1)',
    'https://openreview.net/\u0007\u001b]8;;https://evil.example\u0007',
    'https://openreview.net/\u202egpj.exe',
    'https://openreview.net/\u2066x',
    'https://open(review).net/',
    'https://*.example/',
    'https://a|b.example/',
    'https://-a.example/',
    'https://example..org@/',
    'https://',
    'https://?',
    'https://\ud800.example/',
    `https://example.org/${'a'.repeat(2_000)}`,
    `https://example.org/${'ü'.repeat(1_000)}`,
  ];

  it.each(FORBIDDEN)('is not %j, on any platform', text => {
    expect(webLink(text)).toBeNull();
    expect(discordAddress(text, 5_000)).toBeNull();
    expect(mrkdwnLink('label', text)).toBe('label');
    expect(link('label', text, PLAIN)).toBe('label');
    expect(link('label', text, { ...PLAIN, hyperlinks: true })).toBe('label');
    expect(linkedPaper(text)).toBeNull();
  });

  /** Addresses, and what looks like some. */
  const anything = fc.oneof(
    fc.webUrl({ withFragments: true, withQueryParameters: true }),
    fc.string({ unit: 'binary' }),
    fc
      .array(
        fc.oneof(
          fc.constantFrom(
            'https://',
            'http:',
            '//',
            '/',
            '\\',
            '@',
            ':',
            '.',
            '?id=',
            '#',
            '%',
            '%40',
            '%2f',
            '|',
            '>',
            '<',
            ')',
            '`',
          ),
          fc.constantFrom(
            'openreview.net',
            'evil.example',
            'javascript:',
            'data:',
            '[::1]',
            '127.1',
            'xn--',
            '\t',
            '\n',
            '\u202e',
            '\u00ad',
            '。',
            '＠',
            '／',
          ),
          fc.string({ unit: 'binary', maxLength: 4 }),
        ),
        { maxLength: 12 },
      )
      .map(parts => `https://${parts.join('')}`),
  );

  it('leads to the host that stands after its //, and stays what it is', () => {
    fc.assert(
      fc.property(anything, text => {
        const address = webLink(text);
        if (address === null) return;
        expect(address).toMatch(/^https?:\/\/[a-z0-9._:[\]-]+\/[!-~]*$/u);
        expect(address).not.toMatch(/[\s|<>"`\\^{}]/u);
        const { host, username, password } = new URL(address);
        expect([username, password]).toEqual(['', '']);
        expect(address.split('/')[2]).toBe(host);
        expect(webLink(address)).toBe(address);
      }),
      { numRuns: 5_000 },
    );
  });

  it('ends where it ends, in Slack, on Discord and in a terminal', () => {
    fc.assert(
      fc.property(anything, text => {
        expect(mrkdwnLink('label', text)).toMatch(/^(?:label|<https?:\/\/[^\s<>|]+\|label>)$/u);
        expect(discordAddress(text, 2_000) ?? '').not.toMatch(/[\s()<>[\]\\`|@]/u);
        const shown = link('label', text, { ...PLAIN, hyperlinks: true });
        // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what a terminal takes for a link.
        expect(shown).toMatch(/^(?:label|\u001b\]8;;[!-~]+\u0007label\u001b\]8;;\u0007)$/u);
      }),
      { numRuns: 5_000 },
    );
  });
});

describe('a paper on OpenReview', () => {
  it.each([
    'https://openreview.net/forum?id=H1x-y_z',
    'http://www.openreview.net/pdf?noteId=a&id=H1x-y_z#page=3',
  ])('is linked by %s', url => {
    expect(linkedPaper(url)).toBe('H1x-y_z');
  });

  it.each([
    'https://evil.example/forum?id=x',
    'https://openreview.net.evil.example/forum?id=x',
    'https://evil.example/openreview.net/forum?id=x',
    'https://evil.example/?u=https://openreview.net/forum?id=x',
    'https://openreview.net@evil.example/forum?id=x',
    'https://user@openreview.net/forum?id=x',
    'https://openreview.net:8443/forum?id=x',
    'https://openreview.net/group?id=ICLR.cc',
    'https://openreview.net/forum',
    'ftp://openreview.net/forum?id=x',
  ])('is not linked by %s', url => {
    expect(linkedPaper(url)).toBeNull();
  });
});
