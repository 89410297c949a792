import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { oneLine, withoutControls } from '../../src/bot/visible.ts';

describe('a line that is shown', () => {
  it('holds nothing that steers a terminal or a reader', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        const line = oneLine(`${text}\u001b[31m\u202eevil\ud800\r\n`);
        expect(line).not.toMatch(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u);
        expect(line.isWellFormed()).toBe(true);
      }),
    );
  });

  it('is otherwise what was written', () => {
    expect(oneLine(' Erdős \t and\n 😀 ')).toBe(' Erdős and 😀 ');
    expect(withoutControls('  title={On}')).toBe('  title={On}');
  });
});
