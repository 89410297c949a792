import { describe, expect, it } from 'vitest';
import { readRow } from '../../../ingest/folder/row.ts';

const WHERE = 'papers.csv line 2';

describe('a row', () => {
  it.each([
    [{ pdfUrl: 'https://example.org/x' }, { pdfUrl: 'https://example.org/x', forumUrl: null }],
    [{ pdf_url: 'https://example.org/x' }, { pdfUrl: 'https://example.org/x' }],
    [{ 'PDF URL': 'https://example.org/x' }, { pdfUrl: 'https://example.org/x' }],
    [{ pdf: 'https://example.org/x' }, { pdfUrl: 'https://example.org/x', file: null }],
    [{ pdf: 'a/x.pdf' }, { pdfUrl: null, file: 'a/x.pdf' }],
    [{ url: 'https://exämple.org/a|b' }, { forumUrl: 'https://xn--exmple-cua.org/a%7Cb' }],
    [{ forumUrl: 'https://example.org/f' }, { forumUrl: 'https://example.org/f', pdfUrl: null }],
    [
      { url: 'https://example.org/x.pdf', forum_url: 'https://example.org/f' },
      { forumUrl: 'https://example.org/f', pdfUrl: 'https://example.org/x.pdf' },
    ],
    [
      { link: 'https://openreview.net/pdf?id=x' },
      { forumUrl: 'https://openreview.net/pdf?id=x', pdfUrl: 'https://openreview.net/pdf?id=x' },
    ],
    [
      { title: 1984, id: 7 },
      { title: '1984', id: '7' },
    ],
    [{ journal: 'Quokka Letters', year: 2019 }, { venue: 'Quokka Letters 2019' }],
    [{ venue: 'ICLR 2018', year: '2019' }, { venue: 'ICLR 2018' }],
    [{ year: 2019 }, { venue: null }],
    [{ venue: '', booktitle: 'ICLR' }, { venue: 'ICLR' }],
    [{ authors: ['Brook, Ada', 'Jonas Erdős'] }, { authors: ['Ada Brook', 'Jonas Erdős'] }],
    [{ constructor: 'x', ['__proto__']: 'y', title: 'T' }, { title: 'T' }],
  ])('%j says %j', (fields, row) => {
    expect(readRow(fields, WHERE)).toMatchObject({ ok: true, row: { ...row, where: WHERE } });
  });

  it.each([
    ['no object', 'is no object of fields'],
    [{ title: 'T', url: 'nowhere' }, 'url is no web address'],
    [{ title: 'T', url: 'https://user:password@example.org/' }, 'url is no web address'],
    [{ title: 'T', forumUrl: 'https://openreview.net@evil.example/x' }, 'forumurl is no web address'],
    [{ title: 'T', pdfUrl: 'javascript:alert(1)' }, 'pdfurl is no web address'],
  ])('%j cannot be used: %s', (fields, reason) => {
    expect(readRow(fields, WHERE)).toEqual({ ok: false, reason });
  });
});
