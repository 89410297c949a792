import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodePress, encodePress, type Press } from '../../../adapters/slack/press.ts';
import { openState } from '../../../src/state/database.ts';
import { openKeptText } from '../../../src/state/kept-text.ts';
import { temporaryFolder } from '../../support/engine.ts';

describe('what a button carries', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 1_000 });
  const presses: fc.Arbitrary<Press> = fc.oneof(
    fc.record({
      kind: fc.constantFrom('show', 'turn', 'open', 'bibtex', 'share', 'refresh' as const),
      command: text,
    }),
    fc.record({
      kind: fc.constant('share-card' as const),
      paper: fc.string({ unit: 'grapheme-ascii', maxLength: 12 }),
      command: text,
    }),
  );

  it('comes back as it was, whatever was typed, and takes 75 characters', async () => {
    const kept = openKeptText(openState(await temporaryFolder()));
    fc.assert(
      fc.property(presses, press => {
        const value = encodePress(press, kept);
        expect(value.length).toBeLessThanOrEqual(75);
        expect(decodePress(value, kept)).toEqual(press);
      }),
    );
  });

  it.each([
    '',
    'show',
    'show ',
    'show relu',
    'dance =relu',
    'share-card =relu',
    'share-card %zz =relu',
    '=relu',
  ])('%j means nothing', value => {
    expect(decodePress(value, { find: () => null })).toBeNull();
  });
});
