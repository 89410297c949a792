import { beforeAll, describe, expect, it } from 'vitest';
import type { TextReader } from '../../src/texts/reader.ts';
import { bodies, paper } from '../support/papers.ts';
import { textsOf } from '../support/texts.ts';

let reader: TextReader;
beforeAll(async () => {
  const text = 'networks network gradient gradients convolutional unit';
  reader = await textsOf([
    paper({ id: 'a', pages: bodies(text) }),
    paper({ id: 'b', pages: bodies(`${text} networkz`) }),
    paper({ id: 'c', pages: bodies('networks alone') }),
  ]);
});

describe('the neighbours of a mistyped word', () => {
  it('are the nearest, those of the most papers first', () => {
    expect(reader.nearest('netwroks')).toEqual(['networks']);
    expect(reader.nearest('networkx')).toEqual(['networks', 'network']);
  });

  it('are two letters away at most, and one for a word of less than nine letters', () => {
    expect(reader.nearest('convolutoinal')).toEqual(['convolutional']);
    expect(reader.nearest('convolushunal')).toEqual([]);
    expect(reader.nearest('gradinet')).toEqual(['gradient']);
    expect(reader.nearest('grabnent')).toEqual([]);
    expect(reader.nearest('unti')).toEqual([]);
  });

  it('begin with the same letter, and are words of two papers or more', () => {
    expect(reader.nearest('metworks')).toEqual([]);
    expect(reader.nearest('networkz')).not.toContain('networkz');
  });

  it('are none for what is no word', () => {
    expect(reader.nearest('')).toEqual([]);
    expect(reader.nearest('x'.repeat(1_000))).toEqual([]);
  });
});

describe('a word', () => {
  it('is known where one paper says it, and counted where two do', () => {
    expect([reader.hasWord('networkz'), reader.hasWord('nobody')]).toEqual([true, false]);
    expect([reader.countWord('networks').papers, reader.countWord('networkz').papers]).toEqual([3, 0]);
  });
});
