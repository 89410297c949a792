import { setTimeout as sleep } from 'node:timers/promises';
import getPort from 'get-port';
import type { ChannelAddress } from '../../src/channel.ts';
import type { Schedule } from '../../src/inspiration/schedule.ts';
import { openSubscriptions } from '../../src/inspiration/subscriptions.ts';
import { openState } from '../../src/state/database.ts';
import { TOKEN } from '../../test/support/discord/server.ts';
import type { StandIn } from '../start-stand-in.ts';
import { type Running, start } from './programs.ts';

const PLATFORMS = ['slack', 'discord'] as const;
export const WORKSPACE = '7000000000000000001';

/** @returns the channel of that number on either platform */
export function channelsOf(number: number): ChannelAddress[] {
  const digits = String(6_000_000_000_000_000_000n + BigInt(number));
  return PLATFORMS.map(platform => ({
    platform,
    workspace: WORKSPACE,
    channel: platform === 'slack' ? `C${digits}` : digits,
  }));
}

/** Starts `npm start` on both platforms. */
export async function startBot(
  dataDir: string,
  standIn: StandIn,
  environment: Readonly<Record<string, string>> = {},
): Promise<Running> {
  return start('src/main.ts', [], {
    DATA_DIR: dataDir,
    SLACK_BOT_TOKEN: 'xoxb-attacks',
    SLACK_SIGNING_SECRET: 'a secret of the attacks',
    SLACK_API_URL: `${standIn.url}/slack/`,
    PORT: String(await getPort()),
    DISCORD_TOKEN: TOKEN,
    DISCORD_API_URL: `${standIn.url}/api`,
    LOG_LEVEL: 'info',
    ...environment,
  });
}

/** @returns whether it is connected to both, with its papers at hand; false where it ended before */
export async function isReady(bot: Running): Promise<boolean> {
  const signs = ['full text', 'Slack: listening', 'connected to Discord as'];
  while (!signs.every(sign => bot.said().includes(sign))) {
    if (bot.child.exitCode !== null || bot.child.signalCode !== null) return false;
    await sleep(20);
  }
  return true;
}

/** Subscribes channels in a DATA_DIR whose bot may run. @param at when they were subscribed, in milliseconds since 1970 */
export function subscribe(
  dataDir: string,
  addresses: readonly ChannelAddress[],
  schedule: Schedule,
  at: number,
): void {
  const state = openState(dataDir);
  const subscriptions = openSubscriptions(state);
  for (const address of addresses)
    subscriptions.put({ address, schedule, person: { id: 'U1', name: 'Ada' } }, at);
  state.close();
}

/** @returns how many posts a channel has got */
export async function postsIn(standIn: StandIn): Promise<(address: ChannelAddress) => number> {
  const counts = new Map((await standIn.seen()).messages);
  return ({ platform, channel }) => counts.get(`${platform} ${channel}`) ?? 0;
}
