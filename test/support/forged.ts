import fc from 'fast-check';

/** What buttons carry, of this version and of earlier ones, and what is nearly that; the parts that a forger would try. */
const PARTS = [
  ...[
    'show',
    'turn',
    'open',
    'bibtex',
    'share',
    'share-card',
    'refresh',
    'change',
    'daily',
    'SHOW',
    'menu 0',
  ],
  ...[' ', '=', '#', '!', '%', '%zz', '\n', '\u0000', '\ud800', '😀', '"', '\\', '{', '}', '__proto__'],
  ...[
    '=daily',
    '=daily off',
    '=daily 9:00',
    '!daily',
    '!daily off',
    '!daily on',
    '!daily on * 09:00 UTC',
    '- - -',
  ],
  ...[
    'off',
    'on',
    '*',
    '1-5',
    '09:30',
    '25:00',
    'UTC',
    'Europe/Berlin',
    '#0000000000000000000000',
    '../../.env',
  ],
  ...[
    '=relu',
    '=page:2 daily off',
    '=tags',
    '=random',
    '=help',
    '=paper one',
    '=similar one',
    'x'.repeat(3_000),
  ],
] as const;

/** Anything that is no legitimate id but looks like one. */
export const forgedIds: fc.Arbitrary<string> = fc.oneof(
  fc.array(fc.constantFrom(...PARTS), { maxLength: 5 }).map(parts => parts.join('')),
  fc.array(fc.constantFrom(...PARTS), { maxLength: 5 }).map(parts => parts.join(' ')),
  fc.string({ unit: 'binary', maxLength: 120 }),
);

const junk = fc.constantFrom<unknown>(null, 0, -1, true, '', 'x', [], [null], {}, { id: null }, '\ud800', []);

type Json = Readonly<Record<string, unknown>>;

/** The same object with one thing in it, at any depth, left out or put in the place of something else. */
export function mutated(given: Json): fc.Arbitrary<Json> {
  const paths = pathsIn(given);
  return fc
    .record({ path: fc.constantFrom(...paths), other: fc.option(junk, { nil: undefined }) })
    .map(({ path, other }) => replaced(given, path, other) as Json);
}

function pathsIn(value: unknown, before: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const path = [...before, key];
    return [path, ...pathsIn(inner, path)];
  });
}

function replaced(value: unknown, [key, ...rest]: readonly string[], other: unknown): unknown {
  if (key === undefined) return other;
  if (Array.isArray(value)) {
    return value.map((inner, index) => (String(index) === key ? replaced(inner, rest, other) : inner));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, name === key ? replaced(inner, rest, other) : inner]),
  );
}
