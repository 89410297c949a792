import { combiningmarks, replacements, subsuperscripts } from 'unicodeit/ts_dist/js/data.js';

/**
 * The table of symbols of unicodeit. Its own function searches a text once for each of the 4,257 commands, which takes
 * milliseconds for the shortest; here each backslash is looked up.
 */
const SYMBOLS: ReadonlyMap<string, string> = pairsOf(replacements);
const SCRIPTS: ReadonlyMap<string, string> = pairsOf(subsuperscripts);
const MARKS: ReadonlyMap<string, string> = pairsOf(combiningmarks);

const LONGEST = Math.max(...[...SYMBOLS.keys()].map(command => command.length));
const MARK = [...MARKS.keys()].map(command => command.slice(1)).join('|');
/** A mark over what stands in braces, such as `\hat{x}`; without them it keeps its name. */
const MARK_BEGINS = new RegExp(String.raw`^\\(?:${MARK})(?![A-Za-z]|\{\})`, 'u');
const MARKED = new RegExp(String.raw`(\\(?:${MARK}))\{([^{}])`, 'gu');
const NEGATED = /\\not(\\[A-Za-z]+)/gu;
const SCRIPT_GROUP = /([_^])\{([^{}]*)\}/gu;
const SCRIPT = /[_^]./gu;

/**
 * @param latex a formula or a command
 * @returns the same with symbols in the place of the commands that have one; others stay as they are
 */
export function withSymbols(latex: string): string {
  return withCommandsRead(latex.replaceAll(NEGATED, String.raw`\slash{$1}`))
    .replaceAll(SCRIPT_GROUP, (_, sign: string, group: string) =>
      Array.from(group, letter => `${sign}${letter}`).join(''),
    )
    .replaceAll(SCRIPT, script => SCRIPTS.get(script) ?? script)
    .replaceAll(MARKED, (_, mark: string, letter: string) => `${letter}${MARKS.get(mark) ?? ''}`);
}

function withCommandsRead(latex: string): string {
  const read: string[] = [];
  for (let at = 0; at < latex.length; ) {
    const [mark] = MARK_BEGINS.exec(latex.slice(at, at + LONGEST)) ?? [];
    const piece = mark ?? pieceAt(latex, at);
    read.push(mark ?? SYMBOLS.get(piece) ?? piece);
    at += piece.length;
  }
  return read.join('');
}

/** @returns the longest command of the table that stands at a place, or else what stands there before the next */
function pieceAt(latex: string, at: number): string {
  if (latex[at] === '-') return '-';
  if (latex[at] !== '\\') return /^[^\\-]+/u.exec(latex.slice(at))?.[0] ?? '';
  for (let length = Math.min(LONGEST, latex.length - at); length > 1; length -= 1) {
    const command = latex.slice(at, at + length);
    if (SYMBOLS.has(command)) return command;
  }
  return '\\';
}

function pairsOf(table: readonly (readonly string[])[]): Map<string, string> {
  return new Map(table.map(([command = '', symbol = '']) => [command, symbol]));
}
