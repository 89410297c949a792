import { oneLine, withoutControls } from '../../src/bot/visible.ts';
import { webLinkOrNull } from '../../src/web-link.ts';

/**
 * What Discord reads as markup, a mention, an emoji code or the beginning of a link. A colon before a space
 * begins nothing, and a hyphen inside of a word is one.
 */
const SPECIAL =
  /[\\*_~`|[\]<>#]|:(?=\S)|(?<=:[\w+-]{1,32}):|(?<![\p{L}\p{N}])[-+]|[-+](?![\p{L}\p{N}])|(?<=(?:^|\s)\d{1,9})[.)](?=\s|$)|^=/gu;

/** Splits no mention for a reader, and every mention for Discord. */
const GAP = '\u200b';

/** One unit that may not be cut: an escape, or a whole character. */
const UNIT = /\\.|./gsu;

/** Stands where something was cut off. */
export const ELLIPSIS = '…';

/** @returns whether there is anything to see in the text */
export function isVisible(text: string): boolean {
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(text);
}

/**
 * For text that stands where Discord reads Markdown: it shows as it was written, on one line, whatever
 * it holds. A backslash stops markup; a gap stops what is found before Markdown is read.
 */
export function escaped(text: string): string {
  return splitMentions(oneLine(text)).replaceAll(SPECIAL, '\\$&');
}

/** For text where Discord reads no Markdown (labels of buttons and menus, choices): only mentions are split. */
export function label(text: string): string {
  return splitMentions(oneLine(text).trim());
}

/** @returns `text` in the letters of a machine, or nothing where there is nothing in it */
export function inlineCode(text: string): string {
  const inside = splitMentions(oneLine(text).replaceAll('`', 'ˋ').trim());
  return inside === '' ? '' : `\`${inside}\``;
}

/**
 * @param most characters of the whole block, its fences included
 * @returns the lines of a text as they stand, in the letters of a machine
 */
export function codeBlock(text: string, language: string, most: number): string {
  const open = `\`\`\`${language}\n`;
  const close = '\n```';
  const lines = text.split(/\r\n?|\n/u).map(line => withoutControls(line.replaceAll('\t', ' ')));
  const inside = splitMentions(lines.join('\n').replaceAll('`', 'ˋ'));
  return `${open}${cut(inside, most - open.length - close.length)}${close}`;
}

/** A gap splits what is read as a mention or a link before Markdown is, or where there are no escapes. */
function splitMentions(text: string): string {
  return text.replaceAll(/@(?=everyone|here)|<(?=[@#:/]|(?:a|t|id):)|\](?=\()/giu, `$&${GAP}`);
}

/**
 * @param text escaped already
 * @returns the text, or as much of its beginning as fits with an ellipsis; no escape or character is cut in two
 */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  if (most < ELLIPSIS.length) return '';
  let kept = '';
  for (const [unit] of text.matchAll(UNIT)) {
    if (kept.length + unit.length > most - ELLIPSIS.length) break;
    kept += unit;
  }
  return `${kept.trimEnd()}${ELLIPSIS}`;
}

/** Inside of an address, what could end a link or begin a mention. */
const ENDS_LINK = /[()<>[\]\\`|@]/gu;

/**
 * @param most characters of an address that the place takes
 * @returns the address with nothing in it that could end a link, or null where it may be no link
 */
export function webAddress(url: string | null, most: number): string | null {
  const link = webLinkOrNull(url);
  if (link === null) return null;
  // The host of an IPv6 address alone has such characters; Discord takes none of those.
  const { host } = new URL(link);
  if (host.search(ENDS_LINK) !== -1) return null;
  const address = link.replaceAll(ENDS_LINK, encode);
  return address.length <= most ? address : null;
}

function encode(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}
