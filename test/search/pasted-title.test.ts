import { describe, expect, it } from 'vitest';
import { titleLike } from '../../src/search/pasted-title.ts';
import { toRecord } from '../../src/search/record.ts';
import { toTextPaper } from '../../src/search/text-record.ts';
import { openForWriting } from '../../src/texts/database.ts';
import { createReader } from '../../src/texts/reader.ts';
import { createWriter } from '../../src/texts/writer.ts';
import { temporaryFolder } from '../support/engine.ts';
import { paper } from '../support/papers.ts';

async function titleFor(typed: string, ...titles: readonly string[]): Promise<string | null> {
  const folder = await temporaryFolder();
  const writer = createWriter(openForWriting(folder));
  const reader = createReader(openForWriting(folder));
  writer.put(titles.map((title, index) => toTextPaper(toRecord(paper({ id: `p${index}`, title })))));
  const number = titleLike(reader, typed, []);
  const title = number === null ? null : reader.head(number).title;
  reader.close();
  writer.close();
  return title;
}

describe('a pasted title with a mistake in it', () => {
  it('finds the paper whose title is closest', async () => {
    const titles = ['Deep ReLU Networks Fold Twice', 'Deep ReLU Networks Fold'];
    expect(await titleFor('Deep RELU Netwroks Fold', ...titles)).toBe('Deep ReLU Networks Fold');
  });

  it('finds none that is not close', async () => {
    expect(await titleFor('Deep ReLU Networks Fold', 'Shallow Trees Grow Up')).toBeNull();
    expect(
      await titleFor('Deep ReLU Networks Fold', `Deep ReLU Networks Fold ${'and more '.repeat(9)}`),
    ).toBeNull();
  });

  it('is compared with no title that is far longer or shorter, whatever the index holds', async () => {
    const typed = 'abc de fgh '.repeat(90);
    expect(await titleFor(typed, 'abc de fgh '.repeat(2_000))).toBeNull();
    expect(await titleFor('abc de fgh '.repeat(30), 'abc de fgh '.repeat(2_000))).toBeNull();
  });

  it('is no title where it is longer than any', async () => {
    const sentence = 'word '.repeat(100);
    expect(await titleFor(sentence, sentence)).toBeNull();
    expect(await titleFor('word '.repeat(80), 'word '.repeat(80))).not.toBeNull();
  });
});
