import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawFresh, drawTags, findTags, TAGS_BETWEEN } from '../../src/inspiration/tags.ts';

const COUNTS = new Map([
  ['gan', 32],
  ['gans', 17],
  ['organ', 1],
  ['graph', 32],
]);

describe('drawn tags', () => {
  it('are different ones, as many as there can be', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 8 }),
        fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })),
        (howMany, numbers) => {
          const drawn = drawTags(COUNTS, howMany, () => numbers.next().value);
          expect(new Set(drawn.map(({ tag }) => tag)).size).toBe(Math.min(howMany, COUNTS.size));
          for (const { tag, papers } of drawn) expect(COUNTS.get(tag)).toBe(papers);
        },
      ),
    );
  });
});

describe('tags drawn for a channel', () => {
  const all = new Map(Array.from({ length: 100 }, (_, index) => [`tag ${index}`, 1 + (index % 7)]));

  it('come again only when 60 others were posted in between', () => {
    fc.assert(
      fc.property(
        fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })),
        numbers => {
          const posted: string[] = [];
          for (let day = 0; day < 60; day += 1) {
            const recent = posted.toReversed().slice(0, TAGS_BETWEEN);
            posted.push(...drawFresh(all, recent, 5, () => numbers.next().value).map(({ tag }) => tag));
          }
          posted.forEach((tag, index) => {
            const before = posted.lastIndexOf(tag, index - 1);
            if (index > 0 && before >= 0) expect(index - before).toBeGreaterThan(TAGS_BETWEEN);
          });
        },
      ),
      { numRuns: 10 },
    );
  });

  it('are those of longest ago, where there are too few', () => {
    const drawn = drawFresh(COUNTS, ['gan', 'organ', 'graph', 'gans'], 2, () => 0);
    expect(drawn.map(({ tag }) => tag).sort()).toEqual(['gans', 'graph']);
  });

  it('begin with the one that most papers carry', () => {
    expect(drawFresh(COUNTS, [], 4, () => 0).map(({ papers }) => papers)).toEqual([32, 32, 17, 1]);
  });
});

describe('found tags', () => {
  it('begin with what was typed, most papers first', () => {
    expect(findTags(COUNTS, 'ga').map(({ tag }) => tag)).toEqual(['gan', 'gans']);
    expect(findTags(COUNTS, 'g').map(({ tag }) => tag)).toEqual(['gan', 'graph', 'gans']);
  });

  it('hold it, where none begins so', () => {
    expect(findTags(COUNTS, 'rg').map(({ tag }) => tag)).toEqual(['organ']);
    expect(findTags(COUNTS, 'xyz')).toEqual([]);
  });
});
