/**
 * Brackets are ours: links to the web, with a label in which nothing formats.
 * @returns what a text of mrkdwn holds that a stranger must not make
 */
export function mrkdwnProblems(mrkdwn: string): string[] {
  const withoutCode = mrkdwn.replaceAll(/`[^`\n]*`/gu, '');
  const bare = withoutCode.replaceAll(/<https?:\/\/[^\s<>|]+\|([^<>*_~`\n]+)>/gu, '$1');
  const lines = bare.split('\n');
  const found = [
    [/[<>`_~]/u.test(bare), 'a bracket or a format'],
    // The title is bold, by the one star before and the one after it.
    [lines.some(line => line.replace(/^\*([^*]+)\*$/u, '$1').includes('*')), 'a star'],
    [lines.some(line => /^\s*&gt;/u.test(line)), 'a quote'],
    [lines.some(line => /:[\w'+-]+:/u.test(line)), 'an emoji'],
    [bare.replaceAll(/&(?:amp|lt|gt);/gu, '').includes('&'), 'half of an entity'],
  ] as const;
  return found.flatMap(([isThere, what]) => (isThere ? [what] : []));
}

/** Every string in it, with the name of the property that holds it. */
export function* stringsIn(value: unknown, name = ''): Generator<[string, string]> {
  if (typeof value === 'string') yield [name, value];
  else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value))
      yield* stringsIn(inner, Number.isNaN(Number(key)) ? key : name);
}

/** Every object in it, itself included. */
export function* objectsIn(value: unknown): Generator<Readonly<Record<string, unknown>>> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield value as Record<string, unknown>;
  for (const inner of Object.values(value)) yield* objectsIn(inner);
}
