import type { KeptText } from '../state/kept-text.ts';
import { type Action, commandOf } from './action.ts';

/**
 * Discord takes 100 characters for the id of a button and Slack 255; ten are left to the platform for
 * saying what is to be done with the answer.
 */
export const MAX_ID_LENGTH = 90;

/**
 * A button's id is the command that it stands for, so that it works after a restart and for as long as
 * the message stands. A command that is too long is kept, and its hash is the id.
 */
export function encodeClick(action: Action, kept: Pick<KeptText, 'keep'>): string {
  return encodeCommand(commandOf(action), kept);
}

/**
 * @param command what somebody typed after `/iclr`, for a button that has to do with that answer
 * @param most characters that the id may have; 23 at the least
 */
export function encodeCommand(
  command: string,
  kept: Pick<KeptText, 'keep'>,
  most: number = MAX_ID_LENGTH,
): string {
  const id = `=${command}`;
  return id.length <= most ? id : `#${kept.keep(command)}`;
}

/**
 * @param id what a click brought back
 * @returns the command to answer, or null where it is not known any more
 */
export function decodeClick(id: string, kept: Pick<KeptText, 'find'>): string | null {
  if (id.startsWith('=')) return id.slice(1);
  return id.startsWith('#') ? kept.find(id.slice(1)) : null;
}
