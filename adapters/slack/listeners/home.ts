import type { App } from '@slack/bolt';
import { inNoChannel } from '../callers.ts';
import type { Desk } from '../desk.ts';
import { guard } from '../guard.ts';
import { publishHome } from '../home.ts';
import { eventWorkspace, homeOpenedSchema } from '../payloads.ts';

/** Shows the Home anew to whoever opens it. */
export function listenToHome(app: App, desk: Desk): void {
  app.event('app_home_opened', async ({ event, body }) => {
    const { user, tab } = homeOpenedSchema.parse(event);
    if (tab !== 'home') return;
    const caller = inNoChannel({ workspace: eventWorkspace(body), person: { id: user, name: user } });
    await guard(
      desk,
      async () => {},
      () => publishHome(desk, user, caller),
    );
  });
}
