import { someAuthors } from '../../src/bot/authors.ts';
import { oneLine, withoutControls } from '../../src/bot/visible.ts';
import { webLink } from '../../src/web-link.ts';
import { cut, cutEscaped } from './limits.ts';

/** The characters that format mrkdwn. Slack knows no escape for them, so their likes stand in. */
const FORMATTING: Readonly<Record<string, string>> = { '*': '∗', _: 'ˍ', '~': '∼', '`': 'ˋ' };

/** `:fire:` would become a picture; the ratio sign that stands in looks the same. */
const EMOJI = /:(?=[\w'+-]+:)/gu;

/** @returns the text on one line, with nothing in it that is not seen; for places that show text as it is */
export function literal(text: string): string {
  return oneLine(text).replaceAll('\ufffd', '');
}

/** @returns the same with its lines and spaces as they are */
export function literalLines(text: string): string {
  return text
    .replaceAll(/\r\n?/gu, '\n')
    .split('\n')
    .map(line => withoutControls(line.replaceAll('\t', '  ')).replaceAll('\ufffd', ''))
    .join('\n');
}

/**
 * Makes mrkdwn that says the text and does nothing else: no mention, no link, no format, no emoji.
 * @param most characters that it may have, escaped
 */
export function mrkdwn(text: string, most: number): string {
  const shown = literal(text)
    .replaceAll(/[*_~`]/gu, character => FORMATTING[character] ?? '')
    .replaceAll(EMOJI, '∶')
    // At the beginning of a line it would make a quote, escaped or not.
    .replace(/^\s*>/u, '›');
  return cutEscaped(escapeMrkdwn(shown), most);
}

/** @returns mrkdwn that shows the text as code, where only a backtick could end it */
export function mrkdwnCode(text: string, most: number): string {
  const shown = cutEscaped(escapeMrkdwn(literal(text).replaceAll('`', 'ˋ').trim()), most - 2);
  return shown === '' ? '' : `\`${shown}\``;
}

/**
 * @param label mrkdwn already
 * @param url where it leads; an address that cannot be one leaves the label alone
 */
export function mrkdwnLink(label: string, url: string | null): string {
  const address = url === null ? null : webAddress(url);
  return address === null ? label : `<${escapeMrkdwn(address)}|${label}>`;
}

/** Longer than any address that a paper really has; Slack counts it as text. */
const LONGEST_ADDRESS = 500;

/** @returns the address in its normal form, or null where it may be no link, or is far too long */
export function webAddress(url: string): string | null {
  const address = webLink(url);
  return address === null || address.length > LONGEST_ADDRESS ? null : address;
}

/** A name that is longer is none. */
const LONGEST_NAME = 100;

/** @returns authors in a line; a paper may name a hundred of them */
export function authorsLine(names: readonly string[], most: number): string {
  return someAuthors(
    names.map(name => cut(name, LONGEST_NAME)),
    most,
  );
}

function escapeMrkdwn(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
