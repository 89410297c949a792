import { beforeAll, describe, expect, it } from 'vitest';
import { type Bot, createBot } from '../../../src/bot/bot.ts';
import { indexOf, memoryLog } from '../../support/engine.ts';
import { eventually } from '../../support/eventually.ts';
import { SEVEN_PAPERS } from '../../support/sample-papers.ts';
import { type SlackBot, startSlackBot } from '../../support/slack/bot.ts';
import { command } from '../../support/slack/payloads.ts';
import type { Response } from '../../support/slack/server.ts';

let bot: Bot;
beforeAll(async () => {
  bot = createBot(await indexOf(SEVEN_PAPERS), memoryLog(), () => 0);
});

describe.each(['socket', 'http'] as const)('/iclr over %s', kind => {
  let started: SlackBot;
  beforeAll(async () => {
    started = await startSlackBot(kind, bot);
  });

  async function ask(text: string): Promise<Response> {
    const { slack, deliver } = started;
    const before = slack.responses.length;
    await deliver(command(text, slack.responseUrl()));
    await eventually(() => expect(slack.responses).toHaveLength(before + 1));
    return slack.responses[before] ?? {};
  }

  it('answers to the caller alone, in a message of its own, without previews of its links', async () => {
    expect(await ask('relu networks')).toMatchObject({
      response_type: 'ephemeral',
      replace_original: false,
      unfurl_links: false,
      unfurl_media: false,
      text: '"relu networks": 1 paper says exactly this, 7 have all the words · page 1 of 2',
    });
  });

  it('shows a card for each paper: title, venue and authors, tl;dr, the passage and its page', async () => {
    const { blocks } = await ask('relu networks');
    expect(blocks).toMatchObject([
      { type: 'rich_text' },
      {
        type: 'section',
        text: {
          type: 'mrkdwn',
          verbatim: true,
          text: '*<https://openreview.net/forum?id=one|On μ and ReLU Networks>*\nICLR 2019 · Ada Brook, Jonas Erdős',
        },
        accessory: {
          type: 'overflow',
          options: [
            { text: { text: 'Abstract' }, value: 'open =paper one' },
            { text: { text: 'Similar' }, value: 'show =similar one' },
            { text: { text: 'BibTeX' }, value: 'bibtex =paper one' },
            { text: { text: 'Share here' }, value: 'share-card one =relu networks' },
          ],
        },
      },
      {
        type: 'rich_text',
        elements: [
          { type: 'rich_text_section', elements: [{ text: 'They fold.' }] },
          {
            type: 'rich_text_quote',
            elements: [
              { text: 'Deep ' },
              { text: 'ReLU networks', style: { bold: true } },
              { text: ' fold.' },
              { text: ' ' },
              { type: 'link', text: 'p. 2', url: 'https://openreview.net/pdf?id=one#page=2' },
            ],
          },
        ],
      },
      { type: 'context', elements: [{ type: 'plain_text', text: 'gan · folds', emoji: false }] },
      ...Array.from({ length: 4 }, () => [
        { type: 'section' },
        { type: 'rich_text' },
        { type: 'context' },
      ]).flat(),
      {
        type: 'actions',
        elements: [
          { text: { text: 'Next' }, value: 'turn =relu networks page:2' },
          { text: { text: 'Share results' }, value: 'share =relu networks' },
        ],
      },
    ]);
  });

  it.each([
    ['paper https://openreview.net/forum?id=one', 'On μ and ReLU Networks'],
    ['similar one', 'Papers that share tags and title words with On μ and ReLU Networks'],
    ['tags ga', '1 tag that begins with ga'],
    ['random', 'Tags and a paper, for inspiration'],
    ['help', 'Search inside 7 papers, their full text included.'],
    ['', 'Search inside 7 papers, their full text included.'],
    ['zzyzx', 'No paper matches zzyzx.'],
    ['foo:bar', 'foo: is not a field.'],
    ['a &lt;b&gt; &amp;amp; zzyzx:1', 'zzyzx: is not a field.'],
  ])('%j is answered with %j', async (text, said) => {
    expect(String((await ask(text)).text)).toContain(said);
  });

  it('makes buttons of tags, that search', async () => {
    expect((await ask('tags')).blocks).toMatchObject([
      { type: 'rich_text' },
      {
        type: 'actions',
        elements: [
          { action_id: 'press-0', text: { text: 'gan (7)' }, value: 'show =tag:"gan"' },
          { action_id: 'press-1', text: { text: 'folds (1)' }, value: 'show =tag:"folds"' },
        ],
      },
    ]);
  });

  it('makes buttons of the examples of its help, that run', async () => {
    const { blocks } = await ask('help');
    expect(JSON.stringify(blocks)).toContain('"value":"show =attention -recurrent title:graph"');
    expect(JSON.stringify(blocks)).toContain('`/iclr attention -recurrent title:graph`');
  });

  it('sends nothing else to Slack: no token, no channel of its own', () => {
    const methods = started.slack.calls.map(({ method }) => method);
    expect(new Set(methods)).toEqual(
      new Set(kind === 'socket' ? ['auth.test', 'apps.connections.open'] : ['auth.test']),
    );
  });
});
