import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createGrowingBytes } from '../src/growing-bytes.ts';

it('bytes come together as they came, in pieces of any size, and no more than may be', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 9_000 })), fc.nat({ max: 60_000 }), (pieces, most) => {
      const growing = createGrowingBytes(most);
      const taken: Uint8Array[] = [];
      for (const piece of pieces) {
        const length = taken.reduce((sum, one) => sum + one.length, 0);
        const fits = length + piece.length <= most;
        expect(growing.add(piece)).toBe(fits);
        if (fits) taken.push(piece);
        expect(growing.room()).toBeLessThanOrEqual(most);
      }
      expect(Buffer.concat(taken).equals(growing.bytes())).toBe(true);
    }),
  );
});
