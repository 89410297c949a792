import type { RespondFn } from '@slack/bolt';
import type { Asked } from '../../src/bot/change.ts';
import type { Reply, Text } from '../../src/bot/reply.ts';
import { callerOf, inNoChannel } from './callers.ts';
import type { Desk } from './desk.ts';
import { type Message, messageOf, noticeOf, respondWith } from './message.ts';
import { fillView, openView, updateView } from './modal.ts';
import { bibtexBlocks } from './paper.ts';
import type { Click } from './payloads.ts';

/** Where the answers to a click appear: beside the message that was clicked, or in a window. */
export interface Stage {
  /** Gives the answer beside what was clicked. */
  show(asked: Asked): Promise<void>;
  /** Gives it in the place of what was clicked; what is no page is told beside it, and the page stays. */
  turn(command: string): Promise<void>;
  /** Gives it in a window. */
  open(command: string): Promise<void>;
  bibtex(command: string): Promise<void>;
  tell(words: Text): Promise<void>;
}

/** For a click on a message. */
export function messageStage(desk: Desk, click: Click, respond: RespondFn): Stage {
  const caller = callerOf(click.whereabouts, desk);
  const message = (reply: Reply, asked: Asked): Message =>
    messageOf(desk, reply, typeof asked === 'string' ? asked : '', 'caller');
  return {
    show: async asked => respondWith(respond, message(await desk.bot.answer(asked, caller), asked), false),
    turn: async command => {
      const reply = await desk.bot.answer(command, caller);
      await respondWith(respond, message(reply, command), reply.kind !== 'notice');
    },
    open: command =>
      fillView(desk, openView(desk, 'open', click.triggerId), {
        asked: command,
        caller: inNoChannel(click.whereabouts),
      }),
    bibtex: async command => {
      const reply = await desk.bot.answer(command, caller);
      const { text, blocks } = message(reply, command);
      await respondWith(
        respond,
        { text, blocks: reply.kind === 'paper' ? bibtexBlocks(reply.paper) : blocks },
        false,
      );
    },
    tell: words => respondWith(respond, message(noticeOf(words), ''), false),
  };
}

/** For a click in a modal or in the Home, where there is no message to answer beside. */
export function windowStage(desk: Desk, { triggerId, view, whereabouts }: Click): Stage {
  const inModal = view?.type === 'modal' ? view.id : null;
  const caller = inNoChannel(whereabouts);
  // A window over the modal that was clicked: closing it leads back.
  const open = () => openView(desk, inModal === null ? 'open' : 'push', triggerId, inModal);
  return {
    show: asked => fillView(desk, open(), { asked, caller }),
    turn: command =>
      fillView(desk, inModal === null ? open() : Promise.resolve(inModal), { asked: command, caller }),
    open: command => fillView(desk, open(), { asked: command, caller }),
    bibtex: command => fillView(desk, open(), { asked: command, caller, paperOnly: bibtexBlocks }),
    tell: async words => {
      await updateView(desk, await open(), messageOf(desk, noticeOf(words), '', 'modal').blocks);
    },
  };
}
