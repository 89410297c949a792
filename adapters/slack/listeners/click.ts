import type { App, RespondFn } from '@slack/bolt';
import { plain, type Text } from '../../../src/bot/reply.ts';
import { assertNever } from '../../../src/errors.ts';
import { inNoChannel } from '../callers.ts';
import type { Desk } from '../desk.ts';
import { guard } from '../guard.ts';
import { publishHome } from '../home.ts';
import { messageOf, respondWith } from '../message.ts';
import { type Click, clickSchema } from '../payloads.ts';
import { decodePress, type Press } from '../press.ts';
import { share } from '../share.ts';
import { messageStage, type Stage, windowStage } from '../stage.ts';

const EXPIRED: Text = [
  plain('This button is too old for me to know what it meant. Please run the search again.'),
];

/** Answers clicks on buttons and menus, wherever they stand. */
export function listenToClicks(app: App, desk: Desk): void {
  app.action({ type: 'block_actions' }, async ({ body, respond }) => {
    const click = clickSchema.parse(body);
    if (click.isLink) return;
    const stage = click.canRespond ? messageStage(desk, click, respond) : windowStage(desk, click);
    await guard(
      desk,
      words => stage.tell(words),
      async () => {
        const press = decodePress(click.value, desk.kept);
        await (press === null ? stage.tell(EXPIRED) : act({ press, click, stage, desk, respond }));
      },
    );
  });
}

interface Act {
  readonly press: Press;
  readonly click: Click;
  readonly stage: Stage;
  readonly desk: Desk;
  readonly respond: RespondFn;
}

async function act({ press, click, stage, desk, respond }: Act): Promise<void> {
  switch (press.kind) {
    case 'show':
      return stage.show(press.command);
    case 'turn':
      return stage.turn(press.command);
    case 'open':
      return stage.open(press.command);
    case 'bibtex':
      return stage.bibtex(press.command);
    case 'refresh':
      return publishHome(desk, click.whereabouts.person.id, inNoChannel(click.whereabouts));
    case 'change':
      return stage.show(press.change);
    case 'share':
    case 'share-card': {
      // Windows have no channel, and no such button.
      const { channel, person } = click.whereabouts;
      if (channel === null) return;
      const instead = await share(desk, {
        channelId: channel,
        userId: person.id,
        caller: inNoChannel(click.whereabouts),
        press,
      });
      if (instead !== null)
        await respondWith(respond, messageOf(desk, instead, press.command, 'caller'), false);
      return;
    }
    default:
      return assertNever(press);
  }
}
