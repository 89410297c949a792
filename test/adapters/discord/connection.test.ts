import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GatewayIntentBits, MessageFlags } from 'discord.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { openEngine } from '../../../src/engine/open.ts';
import { PlatformError } from '../../../src/errors.ts';
import type { Papers } from '../../../src/search/papers.ts';
import { botFor, openDiscord, startBot } from '../../support/discord/bot.ts';
import { typeCommand } from '../../support/discord/interactions.ts';
import { TOKEN } from '../../support/discord/server.ts';
import { atEnd, indexOf, libraryOf, memoryLog, temporaryFolder } from '../../support/engine.ts';
import { paper } from '../../support/papers.ts';

let papers: Papers;
let dataDir: string;
beforeAll(async () => {
  papers = await indexOf([paper({ id: 'one', title: 'On Folds' })]);
  dataDir = await temporaryFolder();
});

describe('connecting', () => {
  it('asks for the intent Guilds and no other', async () => {
    const discord = await openDiscord();
    await startBot({ discord, papers, dataDir });
    expect(discord.gateway.identified).toEqual([{ token: TOKEN, intents: GatewayIntentBits.Guilds }]);
  });

  it('fails with one sentence, where REST refuses the token', async () => {
    const discord = await openDiscord();
    const start = botFor({ discord, papers, dataDir, token: 'wrong' }).start();
    await expect(start).rejects.toThrow(PlatformError);
    await expect(start).rejects.toThrow(/^DISCORD_TOKEN is refused: copy it again from the Bot page/u);
    expect(discord.gateway.identified).toEqual([]);
  });

  it('fails with the same, where the gateway does', async () => {
    const discord = await openDiscord();
    discord.gateway.refuse();
    const start = botFor({ discord, papers, dataDir }).start();
    await expect(start).rejects.toThrow(/^DISCORD_TOKEN is refused/u);
  });

  it('fails with what is wrong, where Discord cannot be reached', async () => {
    const discord = await openDiscord();
    await discord.close();
    await expect(botFor({ discord, papers, dataDir }).start()).rejects.toThrow(/^it cannot be reached: /u);
  });
});

describe('a connection that breaks', () => {
  it('is resumed, and what was asked meanwhile is answered', async () => {
    const discord = await openDiscord();
    await startBot({ discord, papers, dataDir });
    await typeCommand(discord, { query: 'folds' }).edited;
    discord.gateway.drop();
    const asked = typeCommand(discord, { query: 'folds' });
    expect((await asked.edited).embeds?.[0]?.title).toBe('On Folds');
    expect(discord.gateway.resumed).toEqual([{ session_id: 'session', seq: 2 }]);
    expect(discord.gateway.identified).toHaveLength(1);
  });
});

describe('a request that Discord turns away', () => {
  it('is made again when it says so', async () => {
    const discord = await openDiscord();
    await startBot({ discord, papers, dataDir });
    discord.failOnce({
      method: 'PATCH',
      path: /@original$/u,
      status: 429,
      body: { message: 'You are being rate limited.', retry_after: 0.05, global: false },
      headers: { 'retry-after': '0.05', 'x-ratelimit-scope': 'user' },
    });
    const asked = typeCommand(discord, { query: 'folds' });
    await asked.edited;
    const edits = () => discord.calls.filter(({ method }) => method === 'PATCH');
    await expect.poll(() => edits().length).toBe(2);
    expect(edits()[1]).toEqual(edits()[0]);
  });

  it('is logged and forgotten, where the interaction is not known any more', async () => {
    const discord = await openDiscord();
    const log = memoryLog();
    await startBot({ discord, papers, dataDir, log });
    discord.failOnce({
      method: 'POST',
      path: /callback$/u,
      status: 404,
      body: { message: 'Unknown interaction', code: 10_062 },
    });
    await typeCommand(discord, { query: 'folds' }).acknowledged;
    await expect
      .poll(() => log.lines)
      .toContainEqual(expect.stringMatching(/too late: Unknown interaction/u));
    expect((await typeCommand(discord, { query: 'folds' }).edited).embeds).toHaveLength(1);
  });

  it('is followed by words of ours, where an answer is refused for its form', async () => {
    const discord = await openDiscord();
    const log = memoryLog();
    await startBot({ discord, papers, dataDir, log });
    discord.failOnce({
      method: 'PATCH',
      path: /@original$/u,
      status: 400,
      body: { message: 'Invalid Form Body', code: 50_035, errors: {} },
    });
    await typeCommand(discord, { query: 'folds' }).edited;
    const contents = () =>
      discord.calls
        .filter(({ method }) => method === 'PATCH')
        .map(({ body }) => (body as { content: string }).content);
    await expect.poll(contents).toContainEqual(expect.stringMatching(/^Sorry, this answer cannot be shown/u));
    expect(log.lines).toContain('an answer could not be shown');
  });
});

describe('an engine that hangs', () => {
  it('keeps nobody waiting for the first answer, and the second says so', async () => {
    const silent = createServer((request, response) => {
      if (request.url === '/health') response.end('{"status":"available"}');
    });
    await new Promise<void>(resolve => silent.listen(0, '127.0.0.1', resolve));
    atEnd(() => silent.close());
    atEnd(() => silent.closeAllConnections());
    const { port } = silent.address() as AddressInfo;
    const engine = await openEngine(
      { kind: 'server', url: `http://127.0.0.1:${port}`, key: null },
      memoryLog(),
    );
    const discord = await openDiscord();
    await startBot({ discord, papers: (await libraryOf(engine)).papers, dataDir });
    const asked = typeCommand(discord, { query: 'folds' });
    expect(await asked.acknowledged).toMatchObject({ type: 5, data: { flags: MessageFlags.Ephemeral } });
    expect(discord.calls.some(({ method }) => method === 'PATCH')).toBe(false);
    expect((await asked.edited).content).toBe(
      'Sorry, the search engine did not answer within 10 s. Try again in a moment.',
    );
  });
});

describe('stopping', () => {
  it('finishes the answer in hand', async () => {
    const discord = await openDiscord();
    const connected = await botFor({ discord, papers, dataDir }).start();
    const asked = typeCommand(discord, { query: 'folds' });
    await asked.acknowledged;
    await connected.stop();
    expect((await asked.edited).embeds).toHaveLength(1);
  });
});
