import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHeldBytes } from '../../../adapters/slack/held-bytes.ts';
import { sparingly } from '../../../adapters/slack/sparingly.ts';

describe('what requests hold', () => {
  it('is never more than it may be together, and those that hold most give way', () => {
    const steps = fc.array(fc.record({ who: fc.nat({ max: 9 }), bytes: fc.option(fc.nat({ max: 60 })) }));
    fc.assert(
      fc.property(steps, given => {
        const holding = new Map<number, number>();
        const held = createHeldBytes(100);
        const holders = Array.from({ length: 10 }, (_, who) => ({
          giveWay: () => {
            expect(holding.get(who)).toBe(Math.max(...holding.values()));
            holding.delete(who);
          },
        }));
        for (const { who, bytes } of given) {
          const holder = holders[who];
          if (holder === undefined) continue;
          if (bytes === null) {
            holding.delete(who);
            held.release(holder);
          } else {
            holding.set(who, bytes);
            held.set(holder, bytes);
          }
          expect([...holding.values()].reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(100);
        }
      }),
    );
  });

  it('costs a small one nothing, whatever large ones come', () => {
    const held = createHeldBytes(100);
    const ended: string[] = [];
    const holder = (name: string) => ({ giveWay: () => ended.push(name) });
    held.set(holder('small'), 1);
    for (let index = 0; index < 10; index += 1) held.set(holder('large'), 90);
    expect(ended).toEqual(Array.from({ length: 9 }, () => 'large'));
  });
});

it('what anybody can make us say is said now and then, with how often it was not', () => {
  const said: string[] = [];
  let now = 0;
  const say = sparingly(
    text => said.push(text),
    1_000,
    () => now,
  );
  for (; now < 2_500; now += 100) say(`at ${now}`);
  expect(said).toEqual([
    'at 0',
    'at 1000 (and 9 more since the last such line)',
    'at 2000 (and 9 more since the last such line)',
  ]);
});
