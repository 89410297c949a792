import { describe, expect, it } from 'vitest';
import type { Search } from '../../src/search/ask.ts';
import { findPastedTitle } from '../../src/search/pasted-title.ts';
import { parseQuery, type Query } from '../../src/search/query.ts';
import { toRecord } from '../../src/search/record.ts';
import { paper } from '../support/papers.ts';

function queryOf(text: string): Query {
  const parsed = parseQuery(text);
  if (!parsed.ok) throw new Error(`refused: ${text}`);
  return parsed.query;
}

/** An engine that finds these titles, whatever it is asked. */
function finding(...titles: readonly string[]): Search {
  const hits = titles.map((title, index) => ({ ...toRecord(paper({ id: `p${index}`, title })) }));
  return async queries => queries.map(() => ({ total: hits.length, hits, facets: {} }));
}

async function titleFor(typed: string, ...titles: readonly string[]): Promise<string | null> {
  return (await findPastedTitle(finding(...titles), queryOf(typed), []))?.title ?? null;
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
