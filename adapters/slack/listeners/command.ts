import type { App } from '@slack/bolt';
import { callerOf } from '../callers.ts';
import type { Desk } from '../desk.ts';
import { guard } from '../guard.ts';
import { messageOf, noticeOf, respondWith } from '../message.ts';
import { commandSchema } from '../payloads.ts';

/** Answers `/iclr …` to the caller alone. */
export function listenToCommands(app: App, desk: Desk): void {
  app.command('/iclr', async ({ body, respond }) => {
    const { text, whereabouts } = commandSchema.parse(body);
    const caller = callerOf(whereabouts, desk);
    await guard(
      desk,
      words => respondWith(respond, messageOf(desk, noticeOf(words), text, 'caller'), false),
      async () =>
        respondWith(respond, messageOf(desk, await desk.bot.answer(text, caller), text, 'caller'), false),
    );
  });
}
