import { beforeEach, describe, expect, it } from 'vitest';
import type { TextReader } from '../../src/texts/reader.ts';
import type { TextWriter } from '../../src/texts/writer.ts';
import { temporaryFolder } from '../support/engine.ts';
import { bodies, paper, textPaperOf } from '../support/papers.ts';
import { foundIn, readerIn, writerIn } from '../support/texts.ts';

const ONE = textPaperOf(
  paper({ id: 'one', title: 'Old quokka', keywords: ['gan'], pages: bodies('A wombat.') }),
);
const TWO = textPaperOf(paper({ id: 'two', title: 'A numbat', pages: bodies('A wombat.') }));

let writer: TextWriter;
let reader: TextReader;
beforeEach(async () => {
  const folder = await temporaryFolder();
  writer = writerIn(folder);
  reader = readerIn(folder);
  writer.put([ONE, TWO]);
});

describe('a paper that is put again', () => {
  it('is found by what it says now, and by nothing that it said', () => {
    writer.put([textPaperOf(paper({ id: 'one', title: 'New', pages: bodies('A bilby.') }))]);
    expect(foundIn(reader, 'bilby')).toEqual(['one']);
    expect(foundIn(reader, '"wombat"')).toEqual(['two']);
    expect([foundIn(reader, 'title:quokka'), foundIn(reader, 'tag:gan')]).toEqual([[], []]);
    expect(reader.counts()).toEqual({ papers: 2, withText: 2 });
  });

  it('stays as it is where it has changed since its digest was read', () => {
    const seen = writer.digests();
    const newer = textPaperOf(paper({ id: 'one', title: 'Newer' }));
    writer.put([newer]);
    writer.put([ONE, textPaperOf(paper({ id: 'two', title: 'Newer' }))], seen);
    expect(foundIn(reader, 'title:newer').sort()).toEqual(['one', 'two']);
    expect(writer.digests().get('one')).toBe(newer.digest);
  });
});

describe('new metadata', () => {
  it('lies over a paper, whose text stays', () => {
    const { head } = textPaperOf(paper({ id: 'one', title: 'New bilby', keywords: ['folds'] }));
    writer.change([
      { head, digest: 'd' },
      { head: { ...head, id: 'nobody' }, digest: 'd' },
    ]);
    expect(foundIn(reader, '"wombat" title:bilby tag:folds')).toEqual(['one']);
    expect([foundIn(reader, '"quokka"'), foundIn(reader, 'tag:gan')]).toEqual([[], []]);
    expect(writer.digests()).toEqual(
      new Map([
        ['one', 'd'],
        ['two', TWO.digest],
      ]),
    );
  });
});

describe('a paper that is taken out', () => {
  it('is found no more, and comes back when it is put again', () => {
    writer.remove(['one', 'nobody']);
    expect(foundIn(reader, '"wombat"')).toEqual(['two']);
    expect([...writer.digests().keys()]).toEqual(['two']);
    writer.put([ONE]);
    expect(foundIn(reader, '"wombat"').sort()).toEqual(['one', 'two']);
  });
});

describe('a batch', () => {
  it('is taken in whole, or not at all', () => {
    const broken = { ...TWO, head: { ...TWO.head, id: 'three', venue: null as unknown as string } };
    const fresh = textPaperOf(paper({ id: 'fresh', title: 'A bilby' }));
    expect(() => writer.put([fresh, broken])).toThrow('NOT NULL');
    expect(foundIn(reader, '"bilby"')).toEqual([]);
    writer.put([fresh]);
    expect(foundIn(reader, '"bilby"')).toEqual(['fresh']);
  });
});

describe('an index that is put in order', () => {
  it('knows its frequent words, and those of what is gone no more', () => {
    writer.tidy();
    expect([reader.countWord('wombat').papers, reader.nearest('wombta')]).toEqual([2, ['wombat']]);
    writer.remove(['two']);
    writer.tidy();
    expect(reader.countWord('wombat').papers).toBe(0);
  });

  it('keeps notes about itself', () => {
    writer.note('complete', 'yes');
    expect([reader.noted('complete'), reader.noted('other'), writer.noted('complete')]).toEqual([
      'yes',
      null,
      'yes',
    ]);
  });
});
