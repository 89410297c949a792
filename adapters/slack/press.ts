import { decodeClick, encodeCommand } from '../../src/bot/click.ts';
import type { KeptText } from '../../src/state/kept-text.ts';
import { LIMITS } from './limits.ts';

/**
 * What a button or an option of a menu does with the answer to its command:
 * `show` gives it in a message of its own, `turn` in the place of the one that was clicked, `open` in a
 * modal, `bibtex` gives the paper's BibTeX alone, `share` posts the page to the channel and `share-card`
 * one paper of it, `refresh` makes the Home anew.
 */
export type Press =
  | { readonly kind: PressKind; readonly command: string }
  | { readonly kind: 'share-card'; readonly paper: string; readonly command: string };

const KINDS = ['show', 'turn', 'open', 'bibtex', 'share', 'refresh'] as const;
export type PressKind = (typeof KINDS)[number];

/** @returns what a button carries; at most 75 characters, but for a paper with an id that is long itself */
export function encodePress(press: Press, kept: Pick<KeptText, 'keep'>): string {
  // What is not well formed cannot be sent; it cannot be searched for, either.
  const command = press.command.toWellFormed();
  const what =
    press.kind === 'share-card'
      ? `${press.kind} ${encodeURIComponent(press.paper.toWellFormed())}`
      : press.kind;
  return `${what} ${encodeCommand(command, kept, LIMITS.optionValue - what.length - 1)}`;
}

/** @returns what was clicked, or null where it is not known any more, or never was */
export function decodePress(value: string, kept: Pick<KeptText, 'find'>): Press | null {
  const [name = '', ...rest] = value.split(' ');
  const paper = name === 'share-card' ? decodeId(rest.shift() ?? '') : null;
  const command = decodeClick(rest.join(' '), kept);
  if (command === null) return null;
  if (name === 'share-card') return paper === null ? null : { kind: name, paper, command };
  const kind = KINDS.find(known => known === name);
  return kind === undefined ? null : { kind, command };
}

function decodeId(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
