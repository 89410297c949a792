import { PermissionFlagsBits } from 'discord.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dailyWorld } from '../../support/daily.ts';
import { openDiscord, startBot } from '../../support/discord/bot.ts';
import {
  ALL_PERMISSIONS,
  type Asked,
  CHANNEL_ID,
  choose,
  clickButton,
  type Place,
  SERVER_ID,
  typeCommand,
} from '../../support/discord/interactions.ts';
import { memoryLog, temporaryFolder } from '../../support/engine.ts';
import { atLast } from '../../support/eventually.ts';
import { forgedIds } from '../../support/forged.ts';
import { hangingPapers } from '../../support/hanging-papers.ts';

/** Two thousand were tried (FORGED=2000); a part of them, others each time, is tried with every run of the tests. */
const COUNT = Number(process.env['FORGED'] ?? 200);
const AT_A_TIME = 50;
const PATIENCE_MS = 300_000;

const HERE = { platform: 'discord', workspace: SERVER_ID, channel: CHANNEL_ID } as const;
const PLACES: readonly Place[] = ['server', 'server without the bot', 'people'];

/** Everything but the right to manage the channel. */
const GUEST = ALL_PERMISSIONS & ~PermissionFlagsBits.ManageChannels;

const clicks = fc.record({
  id: fc.oneof(
    forgedIds,
    // What a guest presses on the message of a manager.
    fc.constantFrom(
      'show!daily off',
      'show!daily on - - -',
      'show!daily on * 09:00 UTC',
      '!daily off',
      'share',
    ),
  ),
  place: fc.constantFrom(...PLACES),
  isMenu: fc.boolean(),
  isEphemeral: fc.boolean(),
  permissions: fc.constantFrom(0n, GUEST),
  person: fc.integer({ min: 10, max: 60 }),
});

describe('forged clicks on Discord, by people who may not manage the channel', () => {
  it(
    'change nothing, end nothing, and are answered, each',
    async () => {
      const world = await dailyWorld(hangingPapers());
      world.setClock('2026-11-25T12:00:00Z');
      const wished = { address: HERE, schedule: world.defaults, person: { id: '1', name: 'Ada' } };
      world.subscriptions.put(wished, Date.parse('2026-11-25T12:00:00Z'));
      const before = world.subscriptions.get(HERE);
      const discord = await openDiscord();
      const log = memoryLog();
      const papers = hangingPapers();
      await startBot({ discord, papers, dataDir: await temporaryFolder(), daily: world, log });
      const forged = fc.sample(clicks, COUNT);
      for (let from = 0; from < COUNT; from += AT_A_TIME) {
        const some = forged.slice(from, from + AT_A_TIME);
        const asked = some.map(({ id, place, isMenu, isEphemeral, ...rights }): Asked => {
          const seen = { body: { content: 'x' }, isEphemeral };
          return isMenu
            ? choose(discord, seen, id, place, rights)
            : clickButton(discord, seen, id, place, rights);
        });
        await Promise.all(asked.map(({ acknowledged }) => acknowledged));
        await typeCommand(discord, { query: `after ${from}` }).edited;
        expect(world.subscriptions.get(HERE), JSON.stringify(some.map(({ id }) => id))).toEqual(before);
      }
      const answers = (): number =>
        discord.calls.filter(({ method, path }) => path.startsWith('/webhooks/') && method !== 'GET').length;
      const shared = forged.filter(({ id, isMenu }) => id === 'share' && !isMenu).length;
      await atLast(() => expect(answers()).toBe(COUNT - shared + COUNT / AT_A_TIME));
      expect(discord.posted).toEqual([]);
      expect(log.lines.filter(line => line.includes('failed'))).toEqual([]);
    },
    PATIENCE_MS,
  );
});
