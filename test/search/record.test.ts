import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toMetadataChange, toRecord } from '../../src/search/record.ts';
import { toTextPaper } from '../../src/search/text-record.ts';
import { tagsOf } from '../../src/tags.ts';
import { bodies, paper } from '../support/papers.ts';

describe('a paper in the index', () => {
  it('comes out as it went in', () => {
    const given = paper({
      id: 'a',
      title: 'On x',
      keywords: ['GAN'],
      pages: [{ body: 'b', references: 'r' }],
    });
    const { seams, pages, ...metadata } = given;
    const { head, text } = toTextPaper(toRecord(given));
    expect(head).toMatchObject(metadata);
    expect(text).toEqual({ pages, seams });
  });

  it('has no address that may be no link, whoever brought it in', () => {
    const [forumUrl, pdfUrl] = ['https://openreview.net@evil.example/x', 'javascript:alert(1)'];
    expect(toTextPaper(toRecord(paper({ id: 'a', forumUrl, pdfUrl }))).head).toMatchObject({
      forumUrl: null,
      pdfUrl: null,
    });
  });

  it('keeps its pages in order across many parts', () => {
    const pages = Array.from({ length: 400 }, (_, page) => `Page ${page}. ${'word. '.repeat(300)}`);
    const record = toRecord(paper({ id: 'a', pages: bodies(...pages) }));
    expect(Object.keys(record.body).length).toBeGreaterThan(10);
    expect(toTextPaper(record).text.pages.map(page => page.body)).toEqual(pages);
  });

  it('carries tags in lower case once, and its venue in both forms', () => {
    const record = toRecord(paper({ id: 'a', keywords: ['GAN', 'gan', ' Deep  Learning '] }));
    expect(record.tags).toEqual(['gan', 'deep learning']);
    expect(record.venueNames).toEqual(['iclr.cc/2019/conference', 'iclr 2019']);
    expect(record.year).toBe(2019);
  });

  it('has a digest that changes with anything in it, and only then', () => {
    const digest = toRecord(paper({ id: 'a', pages: bodies('one') })).digest;
    expect(toRecord(paper({ id: 'a', pages: bodies('one') })).digest).toBe(digest);
    expect(toRecord(paper({ id: 'a', pages: bodies('two') })).digest).not.toBe(digest);
    expect(toRecord(paper({ id: 'a', tldr: 'x', pages: bodies('one') })).digest).not.toBe(digest);
  });

  it('can have its metadata changed without its text being known', () => {
    const { digest } = toRecord(paper({ id: 'a', pages: bodies('one') }));
    const { pages: _, seams: __, ...metadata } = paper({ id: 'a', tldr: 'x' });
    const change = toMetadataChange(metadata, digest);
    expect(change).not.toHaveProperty('body');
    expect(change?.digest).toBe(toRecord(paper({ id: 'a', tldr: 'x', pages: bodies('one') })).digest);
    expect(toMetadataChange(metadata, change?.digest ?? '')).toBeNull();
  });
});

describe('LaTeX', () => {
  it('is readable in what comes out of the index, and can be searched for in both forms', () => {
    const record = toRecord(
      paper({ id: 'a', title: '$\\mu$-GAN', tldr: 'a\\%', abstract: 'in $\\ell_2$ \\emph{here}' }),
    );
    expect(toTextPaper(record).head).toMatchObject({ title: 'μ-GAN', tldr: 'a%', abstract: 'in ℓ₂ here' });
    expect(record.latexTitle).toContain('mu');
  });

  it('is read once: the tags that are shown are those of the record, however a keyword was typed', () => {
    const keyword = fc
      .array(fc.constantFrom('\\alpha', '\\', '$', 'GAN', ' ', '"', '{', '}', '\t', '=', '_', '^2', 'é'), {
        maxLength: 8,
      })
      .map(parts => parts.join(''));
    fc.assert(
      fc.property(fc.array(keyword, { maxLength: 4 }), keywords => {
        const record = toRecord(paper({ id: 'a', keywords }));
        expect(toTextPaper(record).head.tags).toEqual(record.tags);
        expect(tagsOf(record.tags)).toEqual(record.tags);
      }),
    );
  });
});
