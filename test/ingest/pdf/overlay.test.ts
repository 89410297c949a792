import { describe, expect, it } from 'vitest';
import { onLetter, overlay } from '../../../ingest/pdf/overlay.ts';

describe('overlay', () => {
  it.each([
    ['Pf ¨', 'ulb', 'Pfülb'],
    ['Universit´', 'e de', 'Université de'],
    ['Koutn´', 'ık', 'Koutník'],
    ['the ´', 'Ecole', 'the École'],
    ['an ˜', 'O(n)', 'an Õ(n)'],
    ['and ¯', 'g is', 'and ḡ is'],
    ['h ˆ', 'opital', 'hôpital'],
  ])('sets an accent on the letter drawn over it: %j %j', (before, after, text) => {
    expect(overlay(before, after)).toBe(text);
  });

  it.each([
    ['cats', 'dogs'],
    ['x ˆ', '2'],
    ['', 'a'],
    ['¨', ''],
  ])('leaves alone what is no such pair: %j %j', (before, after) => {
    expect(overlay(before, after)).toBeUndefined();
  });
});

describe('onLetter', () => {
  it('gives the accented letter, and the letter itself where it knows no such accent', () => {
    expect(onLetter('ˇ', 'c')).toBe('č');
    expect(onLetter('?', 'c')).toBe('c');
  });
});
