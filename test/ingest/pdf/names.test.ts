import { describe, expect, it } from 'vitest';
import { namesIn } from '../../../ingest/pdf/names.ts';

describe('namesIn', () => {
  it.each([
    ['Ada Felis, Bo B. Canis and Cy-An Mus', ['Ada Felis', 'Bo B. Canis', 'Cy-An Mus']],
    ['Ada Felis1,2 Bo Canis2 Cy Mus∗†', ['Ada Felis', 'Bo Canis', 'Cy Mus']],
    ['Ada Felis\tBo Canis', ['Ada Felis', 'Bo Canis']],
    ['Bart van Merriënboer & RJ Skerry-Ryan', ['Bart van Merriënboer', 'RJ Skerry-Ryan']],
    ['Ada Felis ADA@CATS.EXAMPLE', ['Ada Felis']],
    ['ADA FELIS', ['Ada Felis']],
    ["Shaquille O'Neal", ["Shaquille O'Neal"]],
  ])('finds the names in %j', (line, names) => {
    expect(namesIn(line)).toEqual(names);
  });

  it.each([
    'Department of Computer Science',
    'Université de Montréal',
    'Google Brain',
    'New York, USA',
    '{ada,bo}@cats.example',
    'INRIA Futurs',
    'we present cats',
    'Felis',
    'Anonymous authors',
    '',
  ])('finds none in %j', line => {
    expect(namesIn(line)).toEqual([]);
  });

  it('looks at the first thousand characters of a line, and at no more', () => {
    for (const piece of ['a@', 'A b ', '{', 'a'.repeat(9), '1,', ' ', 'Ada Felis, ']) {
      const endless = piece.repeat(100_000);
      expect(namesIn(endless)).toEqual(namesIn(endless.slice(0, 1_000)));
    }
  });
});
