import getPort from 'get-port';
import { expect, it } from 'vitest';
import { openDiscord } from './support/discord/bot.ts';
import { typeCommand } from './support/discord/interactions.ts';
import { APPLICATION_ID, type FakeDiscord, TOKEN } from './support/discord/server.ts';
import { temporaryFolder } from './support/engine.ts';
import { eventually } from './support/eventually.ts';
import { startProgram } from './support/program.ts';
import { post, postRaw, SIGNING_SECRET } from './support/slack/deliver.ts';
import { command } from './support/slack/payloads.ts';
import { startSlack } from './support/slack/server.ts';

const USER = { id: '2000000000000000001', username: 'ada', global_name: 'Ada', discriminator: '0' };

/** As Discord sends it, of each kind. */
const INTERACTIONS = [
  { type: 2, data: { id: '4', name: 'iclr', type: 1, options: [{ name: 'query', type: 3, value: 'relu' }] } },
  { type: 3, data: { component_type: 2, custom_id: 'show=relu' }, message: { id: '3', channel_id: '6' } },
  {
    type: 3,
    data: { component_type: 3, custom_id: 'menu 0', values: ['=relu'] },
    message: { id: '3', channel_id: '6' },
  },
  {
    type: 4,
    data: {
      id: '4',
      name: 'iclr',
      type: 1,
      options: [{ name: 'query', type: 3, value: 're', focused: true }],
    },
  },
].map(given => ({
  id: '5000000000000000001',
  token: 'token',
  version: 1,
  application_id: APPLICATION_ID,
  context: 0,
  channel_id: '6000000000000000001',
  channel: { id: '6000000000000000001', type: 0 },
  app_permissions: '0',
  locale: 'en-GB',
  entitlements: [],
  authorizing_integration_owners: { 0: '7000000000000000001' },
  guild_id: '7000000000000000001',
  member: { user: USER, roles: [], permissions: '0' },
  ...given,
}));

const WRONG = [null, [], {}, 1, 'text', 'x'.repeat(1_000)];

function assail(discord: FakeDiscord): void {
  const { gateway } = discord;
  const frames = [
    'null',
    '1',
    '[]',
    '{',
    '{"op":null}',
    '{"op":99,"d":1}',
    '{"op":9,"d":null}',
    '{"op":10,"d":null}',
    '{"op":0,"t":"READY","d":null,"s":2}',
    '{"op":0,"t":null,"d":null,"s":null}',
    '{"op":0}',
    JSON.stringify({ op: 0, t: 'UNKNOWN', s: 3, d: 'x'.repeat(5_000_000) }),
    `{"op":0,"t":"INTERACTION_CREATE","s":4,"d":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
  ];
  for (const frame of frames) gateway.say(frame);
  gateway.say(Uint8Array.from([0, 255, 1]));
  for (const type of [
    'INTERACTION_CREATE',
    'GUILD_CREATE',
    'GUILD_DELETE',
    'MESSAGE_CREATE',
    'CHANNEL_CREATE',
    'THREAD_CREATE',
    'toString',
  ])
    for (const data of WRONG) gateway.dispatch(type, data);
  for (const whole of INTERACTIONS)
    for (const field of Object.keys(whole))
      for (const value of [undefined, ...WRONG])
        gateway.dispatch('INTERACTION_CREATE', { ...whole, [field]: value });
}

it('the program lives on, and answers on every platform, whatever comes in on them', async () => {
  const [slack, discord, port] = [await startSlack(), await openDiscord(), await getPort()];
  const bot = startProgram('src/main.ts', [], {
    DATA_DIR: await temporaryFolder(),
    DISCORD_TOKEN: TOKEN,
    DISCORD_API_URL: discord.apiUrl,
    SLACK_BOT_TOKEN: 'xoxb-bot',
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_API_URL: slack.apiUrl,
    PORT: String(port),
    LOG_LEVEL: 'info',
  });
  await Promise.all(['1,589 papers', 'connected to Discord as', 'Slack: listening by POST'].map(bot.says));

  for (const body of [
    'null',
    'true',
    '[]',
    '{"event":null}',
    `{"type":"url_verification","challenge":${'['.repeat(200_000)}${']'.repeat(200_000)}}`,
  ])
    await postRaw(port, body, 'application/json');
  await postRaw(port, 'payload=null');
  assail(discord);
  discord.failOnce({
    method: 'POST',
    path: /callback$/u,
    status: 200,
    body: 'no JSON',
    headers: { 'content-type': 'application/json' },
  });

  await post(port, command('relu networks', slack.responseUrl()));
  await eventually(() => expect(slack.responses.at(-1)?.text).toContain('have all the words'));
  expect((await typeCommand(discord, { query: 'relu networks' }).edited).embeds).toHaveLength(5);
  bot.child.kill('SIGTERM');
  expect((await bot.ended).status).toBe(0);
}, 120_000);
