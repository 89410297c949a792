import { describe, expect, it } from 'vitest';
import { openDiscord, startBot } from '../../support/discord/bot.ts';
import { type Body, choose, clickButton, typeCommand, typeOn } from '../../support/discord/interactions.ts';
import { atEnd, memoryLog, temporaryFolder } from '../../support/engine.ts';
import { atLast } from '../../support/eventually.ts';
import { hangingPapers } from '../../support/hanging-papers.ts';

const BUSY = 'I am busy, try again in a moment.';
const PATIENCE_MS = 240_000;
const COUNT = 150;

async function started() {
  const papers = hangingPapers();
  const discord = await openDiscord();
  const log = memoryLog();
  await startBot({ discord, papers, dataDir: await temporaryFolder(), log });
  atEnd(papers.release);
  const contents = (): string[] =>
    discord.calls.filter(({ method }) => method === 'PATCH').map(({ body }) => (body as Body).content ?? '');
  return { papers, discord, log, contents };
}

describe('somebody who sends 150 commands while the engine hangs', () => {
  it(
    'hears that the bot is busy, and keeps nobody else from an answer',
    async () => {
      const { papers, discord, log, contents } = await started();
      for (let sent = 0; sent < COUNT; sent += 1) typeCommand(discord, { query: 'hang' });
      const other = typeCommand(discord, { query: 'relu', person: 2 });
      expect((await other.edited).content).toContain('No paper matches');
      const held = papers.hanging();
      expect(held).toBeGreaterThan(0);
      await atLast(() => expect(contents().filter(text => text === BUSY)).toHaveLength(COUNT - held));
      papers.release();
      await atLast(() => expect(contents()).toHaveLength(COUNT + 1));
      expect(log.lines.filter(line => line.includes('told that I am busy'))).toHaveLength(1);
    },
    PATIENCE_MS,
  );
});

describe('somebody whose commands hang', () => {
  it('is told on every surface that the bot is busy, a page stays, and what is typed is completed', async () => {
    const { papers, discord } = await started();
    for (let sent = 0; sent < 100; sent += 1) typeCommand(discord, { query: 'hang' });
    const seen = { body: { content: 'a page' }, isEphemeral: true };
    expect((await clickButton(discord, seen, 'show=relu').edited).content).toBe(BUSY);
    expect((await choose(discord, seen, '=relu').edited).content).toBe(BUSY);
    expect((await clickButton(discord, seen, 'turn=relu page:2').followed).content).toBe(BUSY);
    const { data } = await typeOn(discord, 'rel').acknowledged;
    expect(data?.choices).toMatchObject([{ value: 'rel' }]);
    expect(papers.searched.every(source => source === 'hang')).toBe(true);
    papers.release();
  });
});
