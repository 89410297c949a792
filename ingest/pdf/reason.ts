import { messageOf } from '../../src/errors.ts';

const LONGEST = 200;

/** @returns why an engine failed, in short: engines put bytes of the file and whole stacks into their messages */
export function reasonOf(error: unknown): string {
  return messageOf(error).split('\n', 1)[0]?.slice(0, LONGEST) || 'the engine gives no reason';
}
