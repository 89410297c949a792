import type { RespondFn } from '@slack/bolt';
import type { Text } from '../../src/bot/reply.ts';
import { callerOf } from './callers.ts';
import type { Desk } from './desk.ts';
import { messageOf, noticeOf, respondWith } from './message.ts';
import { fillView, openView, updateView } from './modal.ts';
import { bibtexBlocks } from './paper.ts';
import type { Click } from './payloads.ts';

/** Where the answers to a click appear: beside the message that was clicked, or in a window. */
export interface Stage {
  /** Gives the answer to a command beside what was clicked. */
  show(command: string): Promise<void>;
  /** Gives it in the place of what was clicked. */
  turn(command: string): Promise<void>;
  /** Gives it in a window. */
  open(command: string): Promise<void>;
  bibtex(command: string): Promise<void>;
  tell(words: Text): Promise<void>;
}

/** For a click on a message. */
export function messageStage(desk: Desk, click: Click, respond: RespondFn): Stage {
  const caller = callerOf(click.whereabouts, desk);
  const answer = async (command: string, inPlace: boolean): Promise<void> =>
    respondWith(respond, messageOf(desk, await desk.bot.answer(command, caller), command, 'caller'), inPlace);
  return {
    show: command => answer(command, false),
    turn: command => answer(command, true),
    open: command => fillView(desk, openView(desk, 'open', click.triggerId), command),
    bibtex: async command => {
      const reply = await desk.bot.answer(command, caller);
      const message = messageOf(desk, reply, command, 'caller');
      const blocks = reply.kind === 'paper' ? bibtexBlocks(reply.paper) : message.blocks;
      await respondWith(respond, { ...message, blocks }, false);
    },
    tell: words => respondWith(respond, messageOf(desk, noticeOf(words), '', 'caller'), false),
  };
}

/** For a click in a modal or in the Home, where there is no message to answer beside. */
export function windowStage(desk: Desk, { triggerId, view }: Click): Stage {
  const inModal = view?.type === 'modal' ? view.id : null;
  // A window over the modal that was clicked: closing it leads back.
  const open = () => openView(desk, inModal === null ? 'open' : 'push', triggerId, inModal);
  return {
    show: command => fillView(desk, open(), command),
    turn: command => fillView(desk, inModal === null ? open() : Promise.resolve(inModal), command),
    open: command => fillView(desk, open(), command),
    bibtex: command => fillView(desk, open(), command, bibtexBlocks),
    tell: async words => {
      await updateView(desk, await open(), messageOf(desk, noticeOf(words), '', 'modal').blocks);
    },
  };
}
