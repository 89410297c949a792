/** A process that posts what is due, once, and may stand still on the way: argv as the tests of processes give them. */
import { composing } from '../../src/bot/daily-post.ts';
import { openEngine } from '../../src/engine/open.ts';
import { openDaily } from '../../src/inspiration/daily.ts';
import { openDeliveries } from '../../src/inspiration/deliveries.ts';
import { openSubscriptions } from '../../src/inspiration/subscriptions.ts';
import { createLog } from '../../src/log.ts';
import { openLibrary } from '../../src/search/library.ts';
import { openState } from '../../src/state/database.ts';

const [dataDir = '', engineUrl = '', engineKey = '', target = '', moment = '', standsStillAt = ''] =
  process.argv.slice(2);

async function pass(place: string): Promise<void> {
  if (place !== standsStillAt) return;
  process.stdout.write(`stands still at: ${place}\n`);
  setInterval(() => {}, 1_000);
  await new Promise(() => {});
}

const log = createLog('warn');
const engine = await openEngine({ kind: 'server', url: engineUrl, key: engineKey }, log);
const library = openLibrary(engine, dataDir, log);
const state = openState(dataDir);
await openDaily({
  subscriptions: openSubscriptions(state),
  deliveries: openDeliveries(state),
  composing: async () => {
    await pass('due');
    return composing(library.papers);
  },
  platforms: [
    {
      name: 'slack',
      post: async ({ channel }, _, key) => {
        await pass('claimed');
        await fetch(target, { method: 'POST', body: JSON.stringify({ channel, key }) });
        await pass('sent');
        return { kind: 'posted' };
      },
    },
  ],
  log,
  now: () => Date.parse(moment),
}).tick();
await library.close();
process.stdout.write('done\n');
