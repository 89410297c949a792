import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inSpokenOrder, peopleIn, peopleInCell } from '../../../ingest/folder/people.ts';

describe('the authors of a BibTeX entry', () => {
  it.each([
    ['Brook, Ada and Erdős, Jonas', ['Ada Brook', 'Jonas Erdős']],
    ['Ada Brook and Jonas Erdős', ['Ada Brook', 'Jonas Erdős']],
    ['Brook, Ada\n  and Kim Lee', ['Ada Brook', 'Kim Lee']],
    ['van der Berg, Ada AND Alexander Sand', ['Ada van der Berg', 'Alexander Sand']],
    ['de la Brook, Jr., Ada Mae', ['Ada Mae de la Brook Jr.']],
    ['Ada Brook, Jr.', ['Ada Brook, Jr.']],
    ['{Brook and Sons, Inc.} and Lee, Kim', ['{Brook and Sons, Inc.}', 'Kim Lee']],
    ['', []],
  ])('%j are %j', (text, people) => {
    expect(peopleIn(text)).toEqual(people);
  });
});

describe('the authors in a cell', () => {
  it.each([
    ['Brook, Ada; Erdős, Jonas', ['Ada Brook', 'Jonas Erdős']],
    ['Ada Brook; Jonas Erdős', ['Ada Brook', 'Jonas Erdős']],
    ['Ada Brook, Jonas Erdős, Kim Lee', ['Ada Brook', 'Jonas Erdős', 'Kim Lee']],
    ['A, B, C', ['A', 'B', 'C']],
    ['Ada Brook, Jonas Erdős', ['Ada Brook', 'Jonas Erdős']],
    ['Ada Brook, Jonas Erdős, and Kim Lee', ['Ada Brook', 'Jonas Erdős', 'Kim Lee']],
    ['Ada Brook, Jonas Erdős & Kim Lee', ['Ada Brook', 'Jonas Erdős', 'Kim Lee']],
    ['Ada Brook, Jr., Jonas Erdős, Kim Lee', ['Ada Brook, Jr.', 'Jonas Erdős', 'Kim Lee']],
    ['Brook, Ada', ['Ada Brook']],
    ['Brook, Ada Mae', ['Ada Mae Brook']],
    ['van der Berg, Ada Mae', ['Ada Mae van der Berg']],
    ['Brook, Jr., Ada', ['Ada Brook Jr.']],
    ['Brook, Ada and Erdős, Jonas', ['Ada Brook', 'Jonas Erdős']],
    ['Madonna', ['Madonna']],
  ])('%j are %j', (text, people) => {
    expect(peopleInCell(text)).toEqual(people);
  });
});

it('a name without a comma is left as it is', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }).filter(name => !name.includes(',')),
      name => {
        expect(inSpokenOrder(name)).toBe(name.trim());
      },
    ),
  );
});
