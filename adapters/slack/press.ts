import type { Action } from '../../src/bot/action.ts';
import type { Change } from '../../src/bot/change.ts';
import { askedBy, decodeClick, encodeAsked } from '../../src/bot/click.ts';
import type { KeptText } from '../../src/state/kept-text.ts';
import { LIMITS } from './limits.ts';

/**
 * What a button or an option of a menu does with the answer to its command:
 * `show` gives it in a message of its own, `turn` in the place of the one that was clicked, `open` in a
 * modal, `bibtex` gives the paper's BibTeX alone, `share` posts the page to the channel and `share-card`
 * one paper of it, `refresh` makes the Home anew. `change` changes something, and shows what came of it.
 */
export type Press =
  | { readonly kind: PressKind; readonly command: string }
  | { readonly kind: 'share-card'; readonly paper: string; readonly command: string }
  | { readonly kind: 'change'; readonly change: Change };

const KINDS = ['show', 'turn', 'open', 'bibtex', 'share', 'refresh'] as const;
export type PressKind = (typeof KINDS)[number];

/** @returns the press that does an action and shows what came of it */
export function pressOf(action: Action): Press {
  const asked = askedBy(action);
  return typeof asked === 'string' ? { kind: 'show', command: asked } : { kind: 'change', change: asked };
}

/** @returns what a button carries; at most 75 characters, but for a paper with an id that is long itself */
export function encodePress(press: Press, kept: Pick<KeptText, 'keep'>): string {
  if (press.kind === 'change') return `show ${encodeAsked(press.change, kept)}`;
  // What is not well formed cannot be sent; it cannot be searched for, either.
  const command = press.command.toWellFormed();
  const what =
    press.kind === 'share-card'
      ? `${press.kind} ${encodeURIComponent(press.paper.toWellFormed())}`
      : press.kind;
  return `${what} ${encodeAsked(command, kept, LIMITS.optionValue - what.length - 1)}`;
}

/** @returns what was clicked, or null where it is not known any more, or never was */
export function decodePress(value: string, kept: Pick<KeptText, 'find'>): Press | null {
  const [name = '', ...rest] = value.split(' ');
  const paper = name === 'share-card' ? decodeId(rest.shift() ?? '') : null;
  const asked = decodeClick(rest.join(' '), kept);
  if (asked === null) return null;
  if (typeof asked !== 'string') return changing(name, asked);
  if (name === 'share-card') return paper === null ? null : { kind: name, paper, command: asked };
  const kind = KINDS.find(known => known === name);
  return kind === undefined ? null : { kind, command: asked };
}

/** Nothing changes something but what shows it. What is shared is asked in no channel, where nothing can be changed. */
function changing(name: string, change: Change): Press | null {
  if (name === 'show') return { kind: 'change', change };
  return name === 'share' && change.kind === 'unconfirmed'
    ? { kind: name, command: `daily ${change.text}` }
    : null;
}

function decodeId(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
