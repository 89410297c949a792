import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cloneName, isSameRepository, placeOf, shownUrl } from '../../../ingest/git/address.ts';
import { SourceError } from '../../../src/errors.ts';

describe('where an archive is', () => {
  it.each([
    ['https://github.com/Smerity/search_iclr_2019', 'https://github.com/Smerity/search_iclr_2019'],
    ['HTTPS://github.com/Smerity/search_iclr_2019', 'https://github.com/Smerity/search_iclr_2019'],
    ['ssh://git@github.com/Smerity/x.git', 'ssh://git@github.com/Smerity/x.git'],
    ['git@github.com:Smerity/x.git', 'git@github.com:Smerity/x.git'],
    ['file:///srv/archive', 'file:///srv/archive'],
  ])('%s is a repository', (text, url) => {
    expect(placeOf(text)).toEqual({ kind: 'repository', url });
  });

  it.each([
    './search_iclr_2019',
    '/srv/archive',
    'C:\\archive',
    '-',
    '--upload-pack=x',
    '-a@host:x',
    'a b@c:d',
  ])('%s is a folder', text => {
    expect(placeOf(text)).toEqual({ kind: 'folder', path: text });
  });

  it.each([
    [
      'http://example.org/x',
      /^http:\/\/example\.org\/x is not fetched: archives come over https:\/\/, .*not over http:\/\/\./u,
    ],
    ['git://example.org/x', /not over git:\/\//u],
    ['ext::sh -c touch% /tmp/x', /not over ext::/u],
    ['fd::17', /not over fd::/u],
    ['EXT::sh', /not over EXT::/u],
    ['https::https://example.org/x', /not over https::/u],
    ['ftp://example.org/x', /not over ftp/u],
    ['git+ssh://example.org/x', /not over git\+ssh/u],
    ['http://user:secret@example.org/x', /^http:\/\/example\.org\/x is not fetched/u],
    ['ext::https://user:secret@x', /^ext::https:\/\/x is not fetched/u],
  ])('%s is refused', (text, message) => {
    expect(() => placeOf(text)).toThrow(SourceError);
    expect(() => placeOf(text)).toThrow(message);
  });

  it('is nothing that git takes for an option, or fetches otherwise, whatever is typed', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc
            .tuple(fc.constantFrom('ext::', 'http://', '-', 'ssh://', 'a@b:'), fc.string())
            .map(parts => parts.join('')),
        ),
        text => {
          try {
            const place = placeOf(text);
            if (place.kind === 'repository')
              expect(place.url).toMatch(/^(?:https|ssh|file):\/\/|^[\w.][\w.-]*@/u);
          } catch (error) {
            expect(error).toBeInstanceOf(SourceError);
          }
        },
      ),
    );
  });
});

describe('the folder of a clone', () => {
  it.each([
    ['https://github.com/Smerity/search_iclr_2019', 'search_iclr_2019'],
    ['https://github.com/Smerity/search_iclr_2019.git', 'search_iclr_2019'],
    ['https://github.com/Smerity/search_iclr_2019/', 'search_iclr_2019'],
    ['git@github.com:x.git', 'git-github.com-x'],
    ['https://example.org/%2e%2e', '-2e-2e'],
    ['https://example.org/a\\..\\b', 'a-..-b'],
  ])('of %s is %s, as ever', (url, name) => {
    expect(cloneName(url)).toBe(name);
  });

  it.each([
    'https://example.org/..',
    'https://example.org/../',
    'https://example.org/x/.',
    'https://example.org/x/.git',
    'https://example.org/x/.git/',
    'https://example.org/x/..git',
    'https://example.org/x/...git',
    'https://example.org/x/.git.git',
    'https://example.org/?a=/..',
    'https://user:secret@example.org/.unfinished',
  ])('has no name for %s', url => {
    expect(() => cloneName(url)).toThrow(/does not end in the name of a repository/u);
    expect(() => cloneName(url)).not.toThrow(/secret/u);
  });

  it('is one step below, whatever the address ends in', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('.', '/', '\\', 'a', '-', 'git', '.git', ' ', '\n', '%2f') }),
        end => {
          try {
            expect(cloneName(`https://example.org/${end}`)).toMatch(/^[\w-][\w.-]*$/u);
          } catch (error) {
            expect(error).toBeInstanceOf(SourceError);
          }
        },
      ),
    );
  });
});

describe('two addresses', () => {
  it.each([
    ['https://example.org/x', 'https://example.org/x.git'],
    ['https://example.org/x/', 'https://EXAMPLE.org/x'],
    ['https://user:one@example.org/x', 'https://other@example.org/x'],
    ['git@example.org:x', 'git@example.org:x.git'],
  ])('%s and %s are of one repository', (one, other) => {
    expect(isSameRepository(one, other)).toBe(true);
  });

  it.each([
    ['https://example.org/x', 'https://example.org/X'],
    ['https://example.org/x', 'https://example.com/x'],
    ['https://example.org/a/x', 'https://example.org/b/x'],
    ['ssh://one@example.org/x', 'ssh://two@example.org/x'],
    ['https://example.org/x', 'file:///x'],
    ['https://example.org@evil.example/x', 'https://example.org/x'],
  ])('%s and %s are not', (one, other) => {
    expect(isSameRepository(one, other)).toBe(false);
  });

  it('are shown without the logins in them', () => {
    expect(shownUrl("fatal: 'https://user:p%40ss@example.org/x' and ssh://git:x@h/y")).toBe(
      "fatal: 'https://example.org/x' and ssh://h/y",
    );
  });
});
