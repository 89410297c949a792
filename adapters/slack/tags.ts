import type { Button } from '@slack/types';
import { commandOf } from '../../src/bot/action.ts';
import type { TagButton } from '../../src/bot/reply.ts';
import { button } from './blocks.ts';
import type { Setting } from './card.ts';
import { cut } from './limits.ts';

/** Longer ones are sentences that somebody took for a keyword. */
const TAG_LENGTH = 50;

/** @returns a button for each tag, that searches for it */
export function tagButtons(tags: readonly TagButton[], { encode }: Setting): (Button | null)[] {
  return tags.map(({ tag, papers, search }) =>
    button({
      text: papers === null ? cut(tag, TAG_LENGTH) : `${cut(tag, TAG_LENGTH)} (${papers})`,
      value: encode({ kind: 'show', command: commandOf(search) }),
    }),
  );
}
