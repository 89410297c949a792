import { parse } from 'bibtex-parse';
import { z } from 'zod';
import { readableLatex } from '../../src/search/latex.ts';
import { FILE_LIMITS } from '../file-limits.ts';
import { MacroError, type Macros, openMacros } from './macros.ts';
import { peopleIn } from './people.ts';
import type { Raw } from './raw.ts';

const fieldSchema = z.object({ name: z.string(), datatype: z.string(), value: z.unknown() });
const itemSchema = z.discriminatedUnion('itemtype', [
  z.object({ itemtype: z.literal('entry'), key: z.string().nullable(), fields: z.array(fieldSchema) }),
  z.object({ itemtype: z.literal('string'), ...fieldSchema.shape }),
  z.object({ itemtype: z.enum(['comment', 'preamble']) }),
]);

/** Read entry by entry, because one that is broken would make the whole file unreadable. */
export function* readBib(text: string): Generator<Raw> {
  const macros = openMacros();
  for (const { part, line } of partsOf(text)) {
    const kind = /^@(\w+)/u.exec(part)?.[1]?.toLowerCase() ?? '';
    if (kind === 'comment' || kind === 'preamble') continue;
    const key = /^@\w+\s*[{(]\s*([^,\s{}()="]+)\s*,/u.exec(part)?.[1];
    const where = key === undefined ? `line ${line}` : `line ${line} (${key})`;
    const fault = faultOf(part);
    const item = fault === null ? itemIn(part) : null;
    try {
      if (item?.itemtype === 'string') macros.define(item.name, item);
      else if (item?.itemtype === 'entry')
        yield { where, content: contentOf(item.key, item.fields, macros.read, part) };
      else yield { where, content: null, problem: fault ?? 'is no BibTeX that can be read' };
    } catch (error) {
      if (!(error instanceof MacroError)) throw error;
      yield { where, content: null, problem: error.message };
    }
  }
}

/**
 * Cuts a file where entries begin. What looks like a beginning within the braces of another entry is text
 * of that entry, unless those braces are never closed.
 */
function* partsOf(text: string): Generator<{ part: string; line: number }> {
  const groups = groupsOf(text);
  let [next, line, counted, start] = [0, 1, 0, -1];
  const partTo = (end: number): { part: string; line: number }[] => {
    if (start === -1) return [];
    line += linesIn(text, counted, start);
    counted = start;
    return [{ part: text.slice(start, end).trimEnd(), line }];
  };
  for (const { index } of text.matchAll(/@\w+\s*[{(]/gu)) {
    while ((groups[next]?.end ?? index) < index) next += 1;
    if ((groups[next]?.start ?? index) < index) continue;
    yield* partTo(index);
    start = index;
  }
  yield* partTo(text.length);
}

function linesIn(text: string, from: number, to: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

/**
 * @returns what stands in braces that are closed, and in no others, in order
 * @throws Error where there are more than a file of papers has
 */
function groupsOf(text: string): { start: number; end: number }[] {
  const open: number[] = [];
  const groups: { start: number; end: number }[] = [];
  let braces = 0;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (character === '\\' && /[\\{}]/u.test(text[index + 1] ?? '')) index += 1;
    if (character !== '{' && character !== '}') continue;
    braces += 1;
    if (braces > FILE_LIMITS.braces.all)
      throw new Error(`it has more than ${FILE_LIMITS.braces.all.toLocaleString('en')} braces`);
    if (character === '{') open.push(index);
    const start = character === '}' ? open.pop() : undefined;
    if (start === undefined) continue;
    while ((groups.at(-1)?.start ?? -1) > start) groups.pop();
    groups.push({ start, end: index });
  }
  return groups;
}

/**
 * What the parser is not asked for: it takes the square of how deep braces stand that are never closed, and for each
 * part that it cannot read a fifth of a millisecond to say what it would have expected.
 */
function faultOf(part: string): string | null {
  if (part.length > FILE_LIMITS.entry)
    return `is longer than ${FILE_LIMITS.entry.toLocaleString('en')} characters`;
  if (!/[})]/u.test(part)) return 'is never closed';
  let depth = 0;
  for (const [brace] of part.matchAll(/\\[\\{}"]|[{}]/gu)) {
    if (brace === '{') depth += 1;
    else if (brace === '}') depth = Math.max(0, depth - 1);
    if (depth > FILE_LIMITS.braces.deep) return `has braces more than ${FILE_LIMITS.braces.deep} deep`;
  }
  return null;
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

/** Fields that hold an address or a path, in which LaTeX would see what is not there. */
const VERBATIM = new Set(['url', 'file', 'doi', 'pdf']);

function contentOf(
  key: string | null,
  fields: readonly z.infer<typeof fieldSchema>[],
  textOf: Macros['read'],
  bibtex: string,
): Record<string, unknown> {
  const content = new Map<string, unknown>();
  for (const field of fields) {
    const name = field.name.toLowerCase();
    const text = textOf(field);
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
