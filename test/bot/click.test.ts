import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandOf } from '../../src/bot/action.ts';
import { decodeClick, encodeAsked, encodeClick, MAX_ID_LENGTH } from '../../src/bot/click.ts';
import { openState } from '../../src/state/database.ts';
import { openKeptText } from '../../src/state/kept-text.ts';
import { temporaryFolder } from '../support/engine.ts';

describe('a click', () => {
  it('means what its button said, after a restart too, whatever the query', async () => {
    const folder = await temporaryFolder();
    const before = openKeptText(openState(folder));
    const after = openKeptText(openState(folder));
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 1_000 }),
        fc.integer({ min: 1, max: 9_999 }),
        (query, page) => {
          const action = { kind: 'search', query, page } as const;
          const id = encodeClick(action, before);
          expect(id.length).toBeLessThanOrEqual(MAX_ID_LENGTH);
          expect(decodeClick(id, after)).toBe(commandOf(action));
        },
      ),
    );
  });

  it('keeps nothing that fits into the id', () => {
    const keepNothing = {
      keep: (): string => {
        throw new Error('kept');
      },
    };
    const fits = 'x'.repeat(MAX_ID_LENGTH - 1);
    expect(encodeClick({ kind: 'search', query: fits, page: 1 }, keepNothing)).toBe(`=${fits}`);
    expect(() => encodeClick({ kind: 'search', query: `${fits}x`, page: 1 }, keepNothing)).toThrow('kept');
  });

  it('can be shorter still, and carry what somebody typed', async () => {
    const kept = openKeptText(openState(await temporaryFolder()));
    const typed = 'Attention  Is All';
    expect(encodeAsked(typed, kept, 60)).toBe(`=${typed}`);
    const short = encodeAsked('x'.repeat(60), kept, 60);
    expect(short).toHaveLength(23);
    expect(decodeClick(short, kept)).toBe('x'.repeat(60));
  });

  it('is unknown where it is none of ours, or is kept no longer', async () => {
    const state = openState(await temporaryFolder());
    const long = { kind: 'search', query: 'long '.repeat(40), page: 2 } as const;
    const id = encodeClick(
      long,
      openKeptText(state, () => 0),
    );
    const days = (count: number) => openKeptText(state, () => count * 24 * 60 * 60 * 1_000);
    expect(decodeClick(id, days(30))).toBe(commandOf(long));
    expect(decodeClick(id, days(31))).toBeNull();
    expect(decodeClick('#nothing', days(1))).toBeNull();
    expect(decodeClick('older form', days(1))).toBeNull();
  });
});
