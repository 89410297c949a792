import { describe, expect, it } from 'vitest';
import { createRecent } from '../../../adapters/slack/recent.ts';

describe('what is remembered for a while', () => {
  it('is known until then, and new again afterwards', () => {
    let now = 0;
    const recent = createRecent(1_000, 10, () => now);
    expect(recent.add('a')).toBe(true);
    now = 999;
    expect(recent.add('a')).toBe(false);
    now = 1_000;
    expect(recent.add('a')).toBe(true);
  });

  it('is never more than so much: the oldest is forgotten first', () => {
    const recent = createRecent(1_000, 2, () => 0);
    expect(['a', 'b', 'c'].map(recent.add)).toEqual([true, true, true]);
    expect(['b', 'c'].map(recent.add)).toEqual([false, false]);
    expect(recent.add('a')).toBe(true);
  });

  it('can be forgotten at once', () => {
    const recent = createRecent(1_000, 2, () => 0);
    recent.add('a');
    recent.delete('a');
    expect(recent.add('a')).toBe(true);
  });
});
