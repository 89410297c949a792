import { parse } from 'bibtex-parse';
import { z } from 'zod';
import { readableLatex } from '../../src/search/latex.ts';
import { peopleIn } from './people.ts';
import type { Raw } from './raw.ts';

interface Value {
  readonly datatype: string;
  readonly value?: unknown;
}

const valueSchema: z.ZodType<Value> = z.object({ datatype: z.string(), value: z.unknown() });
const fieldSchema = z.object({ name: z.string(), datatype: z.string(), value: z.unknown() });
const itemSchema = z.discriminatedUnion('itemtype', [
  z.object({ itemtype: z.literal('entry'), key: z.string().nullable(), fields: z.array(fieldSchema) }),
  z.object({ itemtype: z.literal('string'), ...fieldSchema.shape }),
  z.object({ itemtype: z.enum(['comment', 'preamble']) }),
]);

/** Read entry by entry, because one that is broken would make the whole file unreadable. */
export function readBib(text: string): readonly Raw[] {
  const parts = partsOf(text);
  const macros = new Map<string, string>();
  const raws: Raw[] = [];
  for (const { part, line } of parts) {
    const kind = /^@(\w+)/u.exec(part)?.[1]?.toLowerCase() ?? '';
    if (kind === 'comment' || kind === 'preamble') continue;
    const key = /^@\w+\s*[{(]\s*([^,\s{}()="]+)\s*,/u.exec(part)?.[1];
    const where = key === undefined ? `line ${line}` : `line ${line} (${key})`;
    const item = itemIn(part);
    if (item?.itemtype === 'string') macros.set(item.name.toLowerCase(), textOf(item, macros));
    else if (item?.itemtype === 'entry')
      raws.push({ where, content: contentOf(item.key, item.fields, macros, part) });
    else raws.push({ where, content: null, problem: 'is no BibTeX that can be read' });
  }
  return raws;
}

/**
 * Cuts a file where entries begin. What looks like a beginning within the braces of another entry is text
 * of that entry, unless those braces are never closed.
 */
function partsOf(text: string): { part: string; line: number }[] {
  const groups = groupsOf(text);
  let next = 0;
  const starts = [...text.matchAll(/@\w+\s*[{(]/gu)].flatMap(({ index }) => {
    while ((groups[next]?.end ?? index) < index) next += 1;
    return (groups[next]?.start ?? index) < index ? [] : [index];
  });
  let [line, counted] = [1, 0];
  return starts.map((start, index) => {
    line += text.slice(counted, start).split('\n').length - 1;
    counted = start;
    return { part: text.slice(start, starts[index + 1]).trimEnd(), line };
  });
}

/** @returns what stands in braces that are closed, and in no others, in order */
function groupsOf(text: string): { start: number; end: number }[] {
  const open: number[] = [];
  const groups: { start: number; end: number }[] = [];
  for (const { 0: brace, index } of text.matchAll(/\\[\\{}]|[{}]/gu)) {
    if (brace === '{') open.push(index);
    if (brace !== '}') continue;
    const start = open.pop();
    if (start === undefined) continue;
    while ((groups.at(-1)?.start ?? -1) > start) groups.pop();
    groups.push({ start, end: index });
  }
  return groups;
}

function itemIn(part: string): z.infer<typeof itemSchema> | null {
  try {
    const items = z.array(itemSchema).parse(parse(part, { number: 'string' }));
    return items.find(({ itemtype }) => itemtype === 'entry' || itemtype === 'string') ?? null;
  } catch {
    // The parser tells where it stopped, which says nothing to whoever has to mend the entry.
    return null;
  }
}

function textOf({ datatype, value }: Value, macros: ReadonlyMap<string, string>): string {
  if (datatype === 'concatinate')
    return z
      .array(valueSchema)
      .parse(value)
      .map(part => textOf(part, macros))
      .join('');
  const text = z.string().nullish().parse(value) ?? '';
  return datatype === 'identifier' ? (macros.get(text.toLowerCase()) ?? text) : text;
}

/** Fields that hold an address or a path, in which LaTeX would see what is not there. */
const VERBATIM = new Set(['url', 'file', 'doi', 'pdf']);

function contentOf(
  key: string | null,
  fields: readonly z.infer<typeof fieldSchema>[],
  macros: ReadonlyMap<string, string>,
  bibtex: string,
): Record<string, unknown> {
  const content = new Map<string, unknown>();
  for (const field of fields) {
    const name = field.name.toLowerCase();
    const text = textOf(field, macros);
    if (name === 'author') content.set('authors', peopleIn(text).map(readable));
    else content.set(name, VERBATIM.has(name) ? verbatim(text) : readable(text));
  }
  const file = content.get('file');
  if (typeof file === 'string') content.set('file', fileIn(file));
  return { ...Object.fromEntries(content), id: key, bibtex };
}

function readable(latex: string): string {
  return readableLatex(latex.replaceAll(/(?<!\\)~/gu, ' ')).replaceAll(/[{}]/gu, '');
}

function verbatim(latex: string): string {
  return latex.replaceAll(/\\url\b|[{}]/gu, '').replaceAll(/\\([%&#_~:;])/gu, '$1');
}

/** Reference managers write "Full Text:files/12/paper.pdf:application/pdf". */
function fileIn(value: string): string {
  return value.split(/[:;]/u).find(part => /\.pdf$/iu.test(part.trim())) ?? value;
}
