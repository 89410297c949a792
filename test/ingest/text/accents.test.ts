import { describe, expect, it } from 'vitest';
import { composeAccents } from '../../../ingest/text/accents.ts';

describe('composeAccents', () => {
  it.each([
    ['Zoe¨ and Andre´ met.', 'Zoë and André met.'],
    ['Bjo¨rn, Agne`s, Gonc¸alo, Has¸im', 'Björn, Agnès, Gonçalo, Haşim'],
    ['Novakˇ is no name, Nova´kova´ and Kucˇera are', 'Novakˇ is no name, Nováková and Kučera are'],
    ['E´ric of E´vora', 'Éric of Évora'],
    ['RENE´E', 'RENÉE'],
  ])('gives an accent back to the letter before it: %s', (apart, together) => {
    expect(composeAccents(apart)).toBe(together);
  });

  it.each([
    ['Mart´in', 'Martín'],
    ['Lo¨ic', 'Loïc'],
    ['M¨uller', 'Müller'],
    ['L´eonie', 'Léonie'],
    ['JOS´E', 'JOSÉ'],
  ])('gives it to the vowel after it where the letter before cannot bear it: %s', (apart, together) => {
    expect(composeAccents(apart)).toBe(together);
  });

  it.each(['p´ and q´', 'the ` norm', 'a´ of A', 'xa´2', 'f´´(x) and x^2 ~ y', 'O´Brien', 'd´accord'])(
    'leaves formulas and apostrophes alone: %s',
    formula => {
      expect(composeAccents(formula)).toBe(formula);
    },
  );
});
