import type { KnownBlock, ModalView } from '@slack/types';
import { WebAPIPlatformError } from '@slack/web-api';
import { type PaperView, plain } from '../../src/bot/reply.ts';
import { richText } from './blocks.ts';
import { IN_NO_CHANNEL } from './callers.ts';
import type { Desk } from './desk.ts';
import { cut, LIMITS } from './limits.ts';
import { messageOf } from './message.ts';

const TITLE = 'Search ICLR';

/**
 * Opens a window that says that the answer is coming. Slack waits 3 s for a window and the engine may
 * take 10, so it is opened first and filled afterwards.
 * @param how `push` lays it over the one that was clicked
 * @param instead the id of a window to use where no more can be laid over it (Slack takes three)
 * @returns its id
 */
export async function openView(
  { client }: Pick<Desk, 'client'>,
  how: 'open' | 'push',
  triggerId: string,
  instead: string | null = null,
): Promise<string> {
  const view = modal(richText([plain('Looking it up…')]));
  try {
    const opened = await (how === 'open'
      ? client.views.open({ trigger_id: triggerId, view })
      : client.views.push({ trigger_id: triggerId, view }));
    return opened.view?.id ?? '';
  } catch (error) {
    const isFull = error instanceof WebAPIPlatformError && error.data.error === 'push_limit_reached';
    if (isFull && instead !== null) return instead;
    throw error;
  }
}

/**
 * Puts the answer to a command into a window.
 * @param opening the window's id, which may still be on its way
 * @param paperOnly what to show of a paper, where it is not all of it
 */
export async function fillView(
  desk: Pick<Desk, 'client' | 'bot' | 'kept'>,
  opening: Promise<string>,
  command: string,
  paperOnly: ((paper: PaperView) => KnownBlock[]) | null = null,
): Promise<void> {
  const [viewId, reply] = await Promise.all([opening, desk.bot.answer(command, IN_NO_CHANNEL)]);
  const blocks =
    reply.kind === 'paper' && paperOnly !== null
      ? paperOnly(reply.paper)
      : messageOf(desk, reply, command, 'modal').blocks;
  await updateView(desk, viewId, blocks);
}

export async function updateView(
  { client }: Pick<Desk, 'client'>,
  viewId: string,
  blocks: KnownBlock[],
): Promise<void> {
  await client.views.update({ view_id: viewId, view: modal(blocks) });
}

function modal(blocks: KnownBlock[]): ModalView {
  const title = cut(TITLE, LIMITS.viewTitle);
  return {
    type: 'modal',
    title: { type: 'plain_text', text: title, emoji: false },
    close: { type: 'plain_text', text: 'Close', emoji: false },
    blocks,
  };
}
