import type { KnownBlock, ModalView } from '@slack/types';
import { WebAPIPlatformError } from '@slack/web-api';
import type { Caller } from '../../src/bot/caller.ts';
import type { Asked } from '../../src/bot/change.ts';
import { type PaperView, plain } from '../../src/bot/reply.ts';
import { richText } from './blocks.ts';
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

/** What to put into a window. */
export interface Filling {
  readonly asked: Asked;
  readonly caller: Caller;
  /** What to show of a paper, where it is not all of it. */
  readonly paperOnly?: (paper: PaperView) => KnownBlock[];
}

/**
 * Puts the answer to a command into a window; without a window, nobody waits for the answer.
 * @param opening the window's id, which may still be on its way
 */
export async function fillView(
  desk: Pick<Desk, 'client' | 'bot' | 'kept'>,
  opening: Promise<string>,
  { asked, caller, paperOnly }: Filling,
): Promise<void> {
  const noWindow = new AbortController();
  opening.catch(() => noWindow.abort());
  const [viewId, reply] = await Promise.all([opening, desk.bot.answer(asked, caller, noWindow.signal)]);
  const blocks =
    reply.kind === 'paper' && paperOnly !== undefined
      ? paperOnly(reply.paper)
      : messageOf(desk, reply, typeof asked === 'string' ? asked : '', 'modal').blocks;
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
