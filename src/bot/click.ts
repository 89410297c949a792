import { parseOrder } from '../inspiration/order.ts';
import type { KeptText } from '../state/kept-text.ts';
import { type Action, commandOf } from './action.ts';
import { type Asked, isDailyChange, readDailyChange, writeDailyChange } from './change.ts';
import { parseCommand } from './command.ts';

/**
 * Discord takes 100 characters for the id of a button and Slack 255; ten are left to the platform for
 * saying what is to be done with the answer.
 */
export const MAX_ID_LENGTH = 90;

/** Before the id of a button that changes something. */
const CHANGE = '!';

/** @returns what a button of this action asks for: a change, or a command that changes nothing */
export function askedBy(action: Action): Asked {
  const order = action.kind === 'daily' ? parseOrder(action.order) : null;
  return order !== null && isDailyChange(order) ? { kind: 'daily', order } : commandOf(action);
}

/**
 * A button's id is what it stands for, so that it works after a restart and for as long as the message
 * stands: a change with what it acts on, or a command. A command that is too long is kept, and its hash is the id.
 */
export function encodeClick(action: Action, kept: Pick<KeptText, 'keep'>): string {
  return encodeAsked(askedBy(action), kept);
}

/**
 * @param asked what a button asks for, or what somebody typed after `/iclr`, for a button that has to do with the answer
 * @param most characters that the id may have; 70 at the least
 */
export function encodeAsked(
  asked: Asked,
  kept: Pick<KeptText, 'keep'>,
  most: number = MAX_ID_LENGTH,
): string {
  if (typeof asked !== 'string') {
    return asked.kind === 'daily'
      ? `${CHANGE}${writeDailyChange(asked.order)}`
      : encodeAsked(commandOf({ kind: 'daily', order: asked.text }), kept, most);
  }
  const id = `=${asked}`;
  return id.length <= most ? id : `#${kept.keep(asked)}`;
}

/**
 * @param id what a click brought back
 * @returns what is asked for, or null where it is not known any more, or never was
 */
export function decodeClick(id: string, kept: Pick<KeptText, 'find'>): Asked | null {
  if (id.startsWith(CHANGE)) {
    const order = readDailyChange(id.slice(CHANGE.length));
    return order === null ? null : { kind: 'daily', order };
  }
  if (id.startsWith('=')) return unlessItChanges(id.slice(1));
  const found = id.startsWith('#') ? kept.find(id.slice(1)) : null;
  return found === null ? null : unlessItChanges(found);
}

/** A text was a change's, too, in earlier versions; and a search for `daily off` had the same one. */
function unlessItChanges(text: string): Asked {
  const command = parseCommand(text);
  if (command.kind !== 'daily' || !isDailyChange(command.order)) return text;
  const [, ...order] = text.trim().split(/\s+/u);
  return { kind: 'unconfirmed', order: command.order, text: order.join(' ') };
}
