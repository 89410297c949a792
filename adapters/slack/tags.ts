import type { Button } from '@slack/types';
import { commandOf } from '../../src/bot/action.ts';
import type { TagButton } from '../../src/bot/reply.ts';
import { button } from './blocks.ts';
import type { Setting } from './card.ts';
import { cut } from './limits.ts';

/** Longer ones are sentences that somebody took for a keyword. */
export const TAG_LENGTH = 50;

/** @returns a button for each tag, that searches for it */
export function tagButtons(tags: readonly TagButton[], setting: Setting): (Button | null)[] {
  return tags.map(tag => tagButton(tag, setting));
}

/** @param verb what it does, where the tag alone would not say */
export function tagButton({ tag, papers, search }: TagButton, { encode }: Setting, verb = ''): Button | null {
  const name = `${verb}${cut(tag, TAG_LENGTH)}`;
  return button({
    text: papers === null ? name : `${name} (${papers})`,
    value: encode({ kind: 'show', command: commandOf(search) }),
  });
}
