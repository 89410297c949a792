import { z } from 'zod';
import { FILE_LIMITS } from '../file-limits.ts';

/** A value of BibTeX: a text, the name of a macro, or some of them with # between. */
export interface Value {
  readonly datatype: string;
  readonly value?: unknown;
}

const valueSchema: z.ZodType<Value> = z.object({ datatype: z.string(), value: z.unknown() });

/** What a file says in the place of what its macros, its `@string`s, stand for. */
export interface Macros {
  /** @throws MacroError as read does; whoever uses the name then is refused, too */
  define(name: string, value: Value): void;
  /** @throws MacroError where the file's macros become more text than a file of papers has */
  read(value: Value): string;
}

export class MacroError extends Error {
  override readonly name = 'MacroError';
}

export function openMacros(): Macros {
  /** Null for those that would have become too much. */
  const texts = new Map<string, string | null>();
  let left: number = FILE_LIMITS.macros;

  const textOf = ({ datatype, value }: Value): string => {
    const text = z.string().nullish().parse(value) ?? '';
    const meant = datatype === 'identifier' ? texts.get(text.toLowerCase()) : undefined;
    if (meant === undefined) return text;
    left -= meant?.length ?? 0;
    if (meant !== null && left >= 0) return meant;
    const most = FILE_LIMITS.macros.toLocaleString('en');
    throw new MacroError(`uses a @string, and those of this file become more than ${most} characters`);
  };

  const read = (value: Value): string =>
    value.datatype === 'concatinate'
      ? z.array(valueSchema).parse(value.value).map(textOf).join('')
      : textOf(value);

  return {
    define: (name, value) => {
      texts.set(name.toLowerCase(), null);
      texts.set(name.toLowerCase(), read(value));
    },
    read,
  };
}
