import { describe, expect, it } from 'vitest';
import { hyphenSpellings } from '../../src/texts/spellings.ts';
import { foldText } from '../../src/texts/tokens.ts';

function spellings(...texts: string[]): string[] {
  return hyphenSpellings(texts, foldText).map(({ joined, parts }) => `${joined} = ${parts}`);
}

describe('the hyphenated words of a text', () => {
  it('are known joined and parted, each once', () => {
    expect(spellings('A t-SNE plot, another T-SNE.', 'multi-agent')).toEqual([
      'tsne = t sne',
      'multiagent = multi agent',
    ]);
  });

  it('are of letters alone, four or more, and up to three words', () => {
    expect(spellings('10-4', 'a-b', 're-do', 'v-2', 'GPT-2', 'state-of-the-art', 'end-to-end')).toEqual([
      'redo = re do',
      'endtoend = end to end',
    ]);
  });

  it('are none where the hyphen ends a line, is a minus, or stands in a longer name', () => {
    expect(
      spellings('net-\nworks', 'net - works', '-gan', 'multi-', 'a_multi-agent', 'multi-agent2'),
    ).toEqual([]);
  });

  it('are folded', () => {
    expect(spellings('Erdős-Rényi')).toEqual(['erdosrenyi = erdos renyi']);
  });
});
