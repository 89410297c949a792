import { beforeAll, describe, expect, it } from 'vitest';
import { type Bot, createBot } from '../../../src/bot/bot.ts';
import { indexOf, memoryLog } from '../../support/engine.ts';
import { eventually } from '../../support/eventually.ts';
import { SEVEN_PAPERS } from '../../support/sample-papers.ts';
import { type SlackBot, startSlackBot } from '../../support/slack/bot.ts';
import { choice, click, clickInView } from '../../support/slack/payloads.ts';
import type { ApiCall, Response } from '../../support/slack/server.ts';

let bot: Bot;
let started: SlackBot;
beforeAll(async () => {
  bot = createBot(await indexOf(SEVEN_PAPERS), memoryLog(), () => 0);
  started = await startSlackBot('socket', bot);
});

/** @returns what came through the response_url */
async function press(value: string): Promise<Response> {
  const { slack, deliver } = started;
  const before = slack.responses.length;
  await deliver(click(value, slack.responseUrl()));
  await eventually(() => expect(slack.responses).toHaveLength(before + 1));
  return slack.responses[before] ?? {};
}

/** @returns the last call of that method, which the delivery led to */
async function callAfter(method: string, deliver: () => Promise<void>): Promise<ApiCall['args']> {
  const before = started.slack.callsOf(method).length;
  await deliver();
  await eventually(() => expect(started.slack.callsOf(method)).toHaveLength(before + 1));
  return started.slack.callsOf(method).at(-1)?.args ?? {};
}

describe('Next and Previous', () => {
  it('turn the page in the place of the message', async () => {
    const second = await press('turn =relu networks page:2');
    expect(second).toMatchObject({ replace_original: true, text: expect.stringContaining('page 2 of 2') });
    expect(second).not.toHaveProperty('response_type');
    expect(JSON.stringify(second.blocks)).toContain('"turn =relu networks"');
    expect(JSON.stringify(second.blocks)).not.toContain('"Next"');
  });
});

describe('Similar, and the button of a tag', () => {
  it('answer in a message of their own', async () => {
    expect(await press('show =similar one')).toMatchObject({
      response_type: 'ephemeral',
      replace_original: false,
      text: 'Papers that share tags and title words with On μ and ReLU Networks',
    });
    expect(await press('show =tag:"folds"')).toMatchObject({ text: 'tag:"folds": 1 paper matches' });
  });
});

describe('Share results', () => {
  it('posts the page to the channel, with who asked and for what', async () => {
    const { slack, deliver } = started;
    const posted = await callAfter('chat.postMessage', () =>
      deliver(click('share =relu networks page:2', slack.responseUrl())),
    );
    expect(posted).toMatchObject({
      channel: 'C1',
      text: expect.stringContaining('7 have all the words'),
      unfurl_links: 'false',
      unfurl_media: 'false',
    });
    const [askedBy, summary] = posted['blocks'] as unknown[];
    expect(askedBy).toMatchObject({
      elements: [
        {
          elements: [
            { type: 'user', user_id: 'U1' },
            { text: ' asked ' },
            { text: '/iclr relu networks page:2', style: { code: true } },
          ],
        },
      ],
    });
    expect(summary).toMatchObject({ type: 'rich_text' });
  });

  it('leaves out what would share it again, and pages for whoever clicks alone', async () => {
    const { slack, deliver } = started;
    const posted = await callAfter('chat.postMessage', () =>
      deliver(click('share =relu networks', slack.responseUrl())),
    );
    const blocks = JSON.stringify(posted['blocks']);
    expect(blocks).not.toContain('Share');
    expect(blocks).toContain('"show =relu networks page:2"');
  });

  it('gives what is there by now to the caller, where that are no results', async () => {
    expect(await press('share =zzyzx')).toMatchObject({ text: expect.stringContaining('No paper matches') });
  });
});

describe('Share here', () => {
  it('posts the card as it was seen, with its passages', async () => {
    const { slack, deliver } = started;
    const posted = await callAfter('chat.postMessage', () =>
      deliver(choice('share-card one =relu networks', slack.responseUrl())),
    );
    const blocks = JSON.stringify(posted['blocks']);
    expect(blocks).toContain('"p. 2"');
    expect(blocks).toContain('On μ and ReLU Networks');
    expect(blocks).not.toContain('Paper many0');
    expect(posted).toMatchObject({ channel: 'C1', text: expect.stringContaining('relu networks') });
  });

  it('posts the paper by itself where the search does not show it any more', async () => {
    const { slack, deliver } = started;
    const posted = await callAfter('chat.postMessage', () =>
      deliver(choice('share-card one =number', slack.responseUrl())),
    );
    expect(JSON.stringify(posted['blocks'])).toContain('They fold.');
  });
});

describe('Abstract', () => {
  it('opens a window at once, and fills it with the whole paper', async () => {
    const { slack, deliver } = started;
    const filled = await callAfter('views.update', () =>
      deliver(choice('open =paper one', slack.responseUrl())),
    );
    expect(slack.callsOf('views.open').at(-1)?.args).toMatchObject({
      trigger_id: expect.stringMatching(/^trigger/u),
      view: { type: 'modal' },
    });
    expect(JSON.stringify(slack.callsOf('views.open').at(-1)?.args)).toContain('Looking it up…');
    expect(filled).toMatchObject({
      view_id: 'V-opened',
      view: {
        type: 'modal',
        title: { text: 'Search ICLR' },
        blocks: [
          {
            type: 'section',
            text: { text: '*<https://openreview.net/forum?id=one|On μ and ReLU Networks>*' },
          },
          { type: 'context', elements: [{ text: 'ICLR 2019 · Accept (Oral) · Ada Brook, Jonas Erdős' }] },
          { type: 'rich_text' },
          { type: 'rich_text', elements: [{ elements: [{ text: 'All about folds.' }] }] },
          {
            type: 'actions',
            elements: [
              { text: { text: 'gan' }, value: 'show =tag:"gan"' },
              { text: { text: 'folds' }, value: 'show =tag:"folds"' },
            ],
          },
          {
            type: 'actions',
            elements: [
              { text: { text: 'OpenReview' }, url: 'https://openreview.net/forum?id=one' },
              { text: { text: 'PDF' }, url: 'https://openreview.net/pdf?id=one' },
              { text: { text: 'Similar papers' } },
            ],
          },
          {
            type: 'rich_text',
            elements: [
              { type: 'rich_text_preformatted', elements: [{ text: '@misc{one,\n  title={On}\n}' }] },
            ],
          },
        ],
      },
    });
  });
});

describe('BibTeX', () => {
  it('comes alone, in a code block', async () => {
    expect((await press('bibtex =paper one')).blocks).toEqual([
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_preformatted',
            elements: [{ type: 'text', text: '@misc{one,\n  title={On}\n}' }],
          },
        ],
      },
    ]);
  });

  it('says so where a paper has none', async () => {
    expect(JSON.stringify((await press('bibtex =paper many0')).blocks)).toContain('There is no BibTeX of');
  });
});

describe('a click in a modal', () => {
  it('lays the answer over it', async () => {
    const { slack, deliver } = started;
    const filled = await callAfter('views.update', () => deliver(clickInView('show =tag:"folds"', 'modal')));
    expect(slack.callsOf('views.push')).toHaveLength(1);
    expect(filled).toMatchObject({ view_id: 'V-pushed', view: { type: 'modal' } });
    expect(JSON.stringify(filled)).not.toContain('Share');
  });

  it('answers in its place where no more can be laid over it', async () => {
    const { slack, deliver } = started;
    slack.answerNext('views.push', { body: { ok: false, error: 'push_limit_reached' } });
    const filled = await callAfter('views.update', () => deliver(clickInView('show =similar one', 'modal')));
    expect(filled).toMatchObject({ view_id: 'V-clicked' });
  });

  it('turns the page in its place', async () => {
    const { deliver } = started;
    const filled = await callAfter('views.update', () =>
      deliver(clickInView('turn =relu networks page:2', 'modal')),
    );
    expect(filled).toMatchObject({ view_id: 'V-clicked' });
  });
});

describe('a click that cannot be answered as it was meant', () => {
  it.each(['show #never-kept-0000000000', 'dance =relu', '', 'show', 'show relu'])(
    '%j says that the button is too old',
    async value => {
      expect(String((await press(value)).text)).toBe(
        'This button is too old for me to know what it meant. Please run the search again.',
      );
    },
  );

  it('says so in a window, where it was in one', async () => {
    const { deliver } = started;
    const filled = await callAfter('views.update', () => deliver(clickInView('show #gone', 'home')));
    expect(JSON.stringify(filled)).toContain('This button is too old');
  });

  it('on a link is acknowledged, and no more', async () => {
    const { slack, deliver } = started;
    const [before, calls] = [slack.responses.length, slack.calls.length];
    await deliver(
      click('forum', slack.responseUrl(), {
        actions: [
          { type: 'button', action_id: 'link-0', block_id: 'b', url: 'https://x.org', value: 'forum' },
        ],
      }),
    );
    await press('show =help');
    expect(slack.responses).toHaveLength(before + 1);
    expect(slack.calls).toHaveLength(calls);
  });
});
