import type { Action } from '../../src/bot/action.ts';
import { encodeClick } from '../../src/bot/click.ts';
import type { KeptText } from '../../src/state/kept-text.ts';

/**
 * What is done with the answer to a click: `show` brings a new one, `turn` puts it in the old one's place.
 * Two letters aside, an id is the core's, within its 90 characters and so within Discord's 100.
 */
export type Verb = 'show' | 'turn';

/** The id of the button that posts the message on which it stands, for everybody. */
export const SHARE_ID = 'share';

/** Menus carry a number, because Discord refuses two components of one id in a message. */
export function menuId(number: number): string {
  return `menu ${number}`;
}

export function buttonId(verb: Verb, action: Action, kept: Pick<KeptText, 'keep'>): string {
  return `${verb}${clickId(action, kept)}`;
}

/** @returns the id of an action alone, for the option of a menu */
export function clickId(action: Action, kept: Pick<KeptText, 'keep'>): string {
  return encodeClick(action, kept).toWellFormed();
}

/** @returns the verb and the core's id; null where the id is not of this form, or of no version that is known */
export function readButtonId(customId: string): { readonly verb: Verb; readonly id: string } | null {
  const [, verb, id] = /^(show|turn)([=#!].*)$/su.exec(customId) ?? [];
  if (id === undefined) return null;
  return { verb: verb === 'turn' ? 'turn' : 'show', id };
}
