import fc from 'fast-check';
import { expect, it } from 'vitest';
import { siteName } from '../src/site.ts';

it.each([
  ['https://openreview.net/forum?id=x', 'OpenReview'],
  ['http://www.OpenReview.net/forum?id=x', 'OpenReview'],
  ['https://api2.openreview.net/pdf?id=x', 'OpenReview'],
  ['https://openreview.net.evil.org/forum?id=x', 'openreview.net.evil.org'],
  ['https://notopenreview.net', 'notopenreview.net'],
  ['https://openreview.net@evil.org/', 'Web page'],
  ['https://www.example.org:8080/a', 'example.org'],
  ['https://exämple.org', 'xn--exmple-cua.org'],
  [`https://${'long.'.repeat(20)}org`, 'Web page'],
  ['mailto:ada@example.org', 'Web page'],
  ['nowhere', 'Web page'],
])('a link to %s is called %s', (url, name) => {
  expect(siteName(url)).toBe(name);
});

it('the name of a link is short, whatever the link', () => {
  fc.assert(
    fc.property(fc.oneof(fc.webUrl(), fc.string()), url => {
      expect(siteName(url)).toMatch(/^.{1,40}$/u);
    }),
  );
});
