import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../adapters/discord/commands.ts';
import { toChoices } from '../../../adapters/discord/listeners/autocomplete.ts';
import type { Message } from '../../../adapters/discord/message.ts';
import { renderReply } from '../../../adapters/discord/render.ts';
import { sharedCopy } from '../../../adapters/discord/share.ts';
import { createBot } from '../../../src/bot/bot.ts';
import { CONSOLE } from '../../../src/bot/caller.ts';
import { tagButton, toCard } from '../../../src/bot/card.ts';
import { chooseCompletions } from '../../../src/bot/complete.ts';
import { person, plain, type Reply } from '../../../src/bot/reply.ts';
import type { SourcePaper } from '../../../src/paper.ts';
import type { Papers } from '../../../src/search/papers.ts';
import { buildAnew, markupIn, openApiProblems, toWire } from '../../support/discord/judges.ts';
import { memoryLog } from '../../support/engine.ts';
import { bodies, hitOf, paper } from '../../support/papers.ts';

/** LaTeX is the core's to make readable, which takes seconds where 10,000 characters are nothing else. */
const LATEX = ['$\\mu$', '\\emph{x}', '\\"o'] as const;

const MARKUP = [
  '<@1>',
  '<@!1>',
  '<@&2>',
  '<#3>',
  '</iclr:1>',
  '<id:guide>',
  '@everyone',
  '@here',
  '@',
  '<',
  '[x](http://evil)',
  '[x](<http://evil>)',
  '[',
  ']',
  '(',
  ')',
  '](http://evil)',
  'http://evil',
  '<http://evil>',
  '# h',
  '-# h',
  '### h',
  '- l',
  '* l',
  '+ l',
  '1. l',
  '1) l',
  '> q',
  '>>> q',
  '===',
  '---',
  '```',
  '``',
  '`',
  '**',
  '*',
  '__',
  '_',
  '~~',
  '||',
  '\\',
  '\\\\',
  ':smile:',
  ':',
  '<:a:1>',
  '<a:b:2>',
  '<t:1>',
  '<t:1:R>',
  '\u202e',
  '\u2067',
  '\u200b',
  '\ud800',
  '\udc00',
  '😀',
  'e\u0301',
  '\u0000',
  '\u001b[31m',
  '\n',
  '\r\n',
  '\t',
  ' ',
  '  ',
  '"',
  '&amp;',
  'relu',
  'networks',
  '0.5',
] as const;

const FRAGMENTS = [...MARKUP, ...LATEX];

/** What nobody means well with: fragments of markup side by side, any characters, nothing, far too much. */
const hostile = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 12 }).map(all => all.join('')),
  },
  {
    weight: 3,
    arbitrary: fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 60 }).map(all => all.join(' ')),
  },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 300 }) },
  { weight: 1, arbitrary: fc.constantFrom('', ' ') },
  { weight: 1, arbitrary: fc.constantFrom(...MARKUP).map(one => one.repeat(10_000).slice(0, 10_000)) },
);

const hostilePaper = fc
  .record({
    title: hostile,
    authors: fc.array(hostile, { maxLength: 12 }),
    keywords: fc.array(hostile, { maxLength: 8 }),
    tldr: fc.option(hostile),
    abstract: fc.option(hostile),
    decision: fc.option(hostile),
    bibtex: fc.option(hostile),
    venue: hostile,
    forumUrl: fc.option(
      fc.oneof(
        hostile,
        hostile.map(text => `https://openreview.net/forum?id=${text}`),
      ),
    ),
    pdfUrl: fc.option(
      fc.oneof(
        hostile,
        hostile.map(text => `https://openreview.net/pdf?id=${text}`),
      ),
    ),
    body: hostile,
  })
  .map(
    ({ body, ...given }): SourcePaper =>
      paper({ id: 'x', ...given, pages: bodies(`relu ${body} networks`, body) }),
  );

/** A search that finds this paper five times, whatever is asked. */
function papersOf(given: SourcePaper): Papers {
  const proven = hitOf(given, 'relu networks');
  const five = Array.from({ length: 5 }, (_, index) => ({
    ...proven,
    paper: { ...proven.paper, id: `${given.id}${index}` },
  }));
  return {
    ids: async () => [],
    search: async ({ page }) => ({
      total: 12,
      exact: 1,
      page,
      pages: 3,
      hits: five,
      corrections: page === 2 ? given.keywords.map(typed => ({ typed, words: given.keywords })) : [],
      expecting: page === 2,
      without: page === 2 ? given.title : null,
      closest: page === 3 ? given.keywords : null,
    }),
    get: async id => (id === 'nobody' ? null : hitOf(given)),
    similar: async () => five,
    pick: async () => hitOf(given),
    tags: async () => new Map(given.keywords.map((tag, index) => [tag, index + 1])),
    counts: async () => ({ papers: 1_589, withText: 12 }),
  };
}

const kept = { keep: () => 'x'.repeat(22) };

async function answer(given: SourcePaper, text: string): Promise<Message> {
  const log = memoryLog();
  const reply = await createBot(papersOf(given), log, () => 0.5).answer(text, CONSOLE);
  expect(log.lines).toEqual([]);
  return renderReply(reply, { kept, canShare: true });
}

/** @returns all that a reader sees of a message where Markdown is read, and where it is not */
function shown(message: Message): { readonly markdown: string[]; readonly labels: string[] } {
  const components = message.components.flatMap(row => row.components);
  const labels = components.flatMap(one => [
    ...('label' in one ? [one.label ?? ''] : []),
    ...('options' in one ? one.options.flatMap(({ label, description }) => [label, description ?? '']) : []),
  ]);
  const embeds = message.embeds.flatMap(({ title, description }) => [title ?? '', description ?? '']);
  return { markdown: [message.content, ...embeds], labels };
}

function judge(message: Message, given: SourcePaper): void {
  buildAnew(message);
  expect(openApiProblems('IncomingWebhookUpdateRequestPartial', toWire(message))).toEqual([]);
  expect(message.allowedMentions).toEqual({ parse: [] });
  const components = message.components.flatMap(row => row.components);
  const ids = components.flatMap(one => ('custom_id' in one ? [one.custom_id] : []));
  expect(new Set(ids).size).toBe(ids.length);
  const isOurs = (address: string): boolean =>
    given.pdfUrl !== null && URL.canParse(given.pdfUrl) && address.startsWith(new URL(given.pdfUrl).origin);
  const { markdown, labels } = shown(message);
  for (const text of markdown) expect(markupIn(text, isOurs), text).toEqual([]);
  for (const text of [...markdown, ...labels]) {
    expect(text).not.toMatch(/@everyone|@here|<@|<#|[\u202a-\u202e\u2066-\u2069]/u);
    expect(text.isWellFormed()).toBe(true);
  }
}

describe('whatever a paper or a query holds', () => {
  it('makes a message that Discord takes, and no markup in it', async () => {
    const commands = fc.oneof(
      hostile,
      hostile.map(text => `relu networks ${text}`),
      hostile.map(text => `tags ${text}`),
      fc.constantFrom('', 'relu networks', 'relu networks page:2', 'relu page:3', 'random', 'tags'),
      fc.constantFrom('paper x', 'similar x', 'paper nobody', 'foo:@everyone', '-gan', 'year:<@1>'),
    );
    await fc.assert(
      fc.asyncProperty(hostilePaper, commands, async (given, text) => {
        judge(await answer(given, text), given);
      }),
      { numRuns: 500 },
    );
  });

  it('makes a post that Discord takes', () => {
    const posts = fc.record({
      featured: hostile,
      tags: fc.array(hostile, { maxLength: 30 }),
      count: fc.nat(),
      kindWord: fc.option(hostile),
    });
    fc.assert(
      fc.property(hostilePaper, posts, (given, { featured, tags, count, kindWord }) => {
        const reply: Reply = {
          kind: 'daily',
          featured: tagButton(featured, count),
          card: toCard(hitOf(given)),
          others: tags.map(tag => tagButton(tag, 1)),
          kindWord,
        };
        const message = renderReply(reply, { kept, canShare: false });
        judge(message, given);
        const post = {
          ...(toWire(message) as object),
          nonce: 'a1b2c3d4e5f6a1b2c3d4e5f6',
          enforce_nonce: true,
        };
        expect(openApiProblems('MessageCreateRequest', post)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('points at nobody, but at a person by an id of digits', () => {
    const shownFor = (id: string, name: string): string =>
      renderReply(
        { kind: 'notice', text: [person({ id, name }), plain(' asked')], examples: [] },
        { kept, canShare: false },
      ).content;
    expect(shownFor('2000000000000000001', 'Ada')).toBe('<@2000000000000000001> asked');
    fc.assert(
      fc.property(hostile, hostile, (id, name) => {
        expect(markupIn(shownFor(id, name), () => false)).toEqual([]);
      }),
    );
  });

  it('can be shared', async () => {
    await fc.assert(
      fc.asyncProperty(hostilePaper, hostile, async (given, name) => {
        const { content, embeds, components } = await answer(given, 'relu networks');
        const wrap = <Json>(json: Json) => ({ toJSON: () => json });
        const seen = { content, embeds: embeds.map(wrap), components: components.map(wrap) };
        // The parts of a message as discord.js gives it that are looked at.
        const copy = sharedCopy(seen as unknown as Parameters<typeof sharedCopy>[0], name);
        if (copy === null) throw new Error('nothing was shared');
        judge(copy, given);
      }),
      { numRuns: 100 },
    );
  });

  it('can be typed', () => {
    fc.assert(
      fc.property(hostile, fc.array(hostile, { maxLength: 40 }), (typed, tags) => {
        const counted = tags.map((tag, papers) => ({ tag: tag.toLowerCase(), papers }));
        const choices = toChoices(chooseCompletions(typed, counted, 25));
        const body = { type: 8, data: { choices } };
        expect(openApiProblems('ApplicationCommandAutocompleteCallbackRequest', body)).toEqual([]);
        expect(choices.length).toBeLessThanOrEqual(25);
        for (const { name, value } of choices) {
          expect(name.length).toBeGreaterThan(0);
          expect(name.length).toBeLessThanOrEqual(100);
          expect(String(value).length).toBeLessThanOrEqual(100);
          expect(name).not.toMatch(/@everyone|@here|<@|<#/u);
        }
      }),
    );
  });
});

describe('the command', () => {
  it('is one that Discord takes', () => {
    for (const command of COMMANDS) {
      expect(openApiProblems('ApplicationCommandUpdateRequest', command)).toEqual([]);
    }
  });
});
