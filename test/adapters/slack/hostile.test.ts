import type { KnownBlock } from '@slack/types';
import type { ValidateFunction } from 'ajv';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { richText } from '../../../adapters/slack/blocks.ts';
import type { Place } from '../../../adapters/slack/card.ts';
import { homeBlocks } from '../../../adapters/slack/home.ts';
import { bibtexBlocks } from '../../../adapters/slack/paper.ts';
import { encodePress } from '../../../adapters/slack/press.ts';
import { fallbackText, renderReply } from '../../../adapters/slack/render.ts';
import { searchTag } from '../../../src/bot/action.ts';
import { toCard, toPaperView } from '../../../src/bot/card.ts';
import { helpReply } from '../../../src/bot/help.ts';
import { bold, code, person, plain, type Reply } from '../../../src/bot/reply.ts';
import { bodies, hitOf, paper } from '../../support/papers.ts';
import { slackSchema } from '../../support/slack/block-schema.ts';
import { mrkdwnProblems, objectsIn, stringsIn } from '../../support/slack/judges.ts';

const kept = { keep: () => 'h'.repeat(22), find: () => null };
const encode: Parameters<typeof renderReply>[1]['encode'] = press => encodePress(press, kept);

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.constantFrom(
    '',
    ' ',
    '<!channel> <!here|here> <@U1> <#C1|x> <!subteam^S1>',
    '<http://evil.example|click me>',
    'http://evil.example and www.evil.example',
    '&lt;!channel&gt; &amp;lt;',
    '$\\mu$-Wasserstein \\emph{*bold*} _it_ ~no~ `code` ```block```',
    '> quote\n> more',
    ':fire: :+1: :a:b:',
    '\u202e\u2066 right to left \u200f',
    '\ud800 and \udc00',
    '😀'.repeat(2_000),
    '👨‍👩‍👧‍👦'.repeat(500),
    '<&>'.repeat(3_000),
    'x'.repeat(10_000),
    'word '.repeat(2_000),
    '|'.repeat(50),
    'null',
  ),
);
const many = fc.array(hostile, { maxLength: 40 });
const address = fc.oneof(
  hostile,
  hostile.map(text => `https://openreview.net/forum?id=${text}`),
  fc.constant(null),
);

const papers = fc
  .record({
    id: hostile,
    title: hostile,
    venue: hostile,
    authors: many,
    keywords: many,
    tldr: fc.option(hostile),
    abstract: fc.option(hostile),
    decision: fc.option(hostile),
    bibtex: fc.option(hostile),
    forumUrl: address,
    pdfUrl: address,
    body: hostile,
  })
  .map(({ body, ...given }) => paper({ ...given, pages: bodies(`relu ${body} networks ${body}`) }));

const replies: fc.Arbitrary<Reply> = fc.oneof(
  fc.record({ found: fc.array(papers, { maxLength: 5 }), query: hostile }).map(({ found, query }): Reply => {
    return {
      kind: 'results',
      summary: [plain('"'), bold(query), plain('": 7 papers')],
      notes: [[plain(query)]],
      cards: found.map(one => toCard(hitOf(one, 'relu networks'))),
      previous: { kind: 'search', query, page: 1 },
      next: { kind: 'search', query, page: 3 },
    };
  }),
  papers.map((one): Reply => ({ kind: 'paper', paper: toPaperView(hitOf(one)) })),
  fc.record({ tags: many, said: hostile }).map(
    ({ tags, said }): Reply => ({
      kind: 'tags',
      summary: [plain('tags '), code(said)],
      tags: tags.map(tag => ({ tag, papers: 3, search: searchTag(tag) })),
    }),
  ),
  fc.record({ tags: many, one: papers }).map(
    ({ tags, one }): Reply => ({
      kind: 'inspiration',
      tags: tags.slice(0, 5).map(tag => ({ tag, papers: 1, search: searchTag(tag) })),
      card: toCard(hitOf(one)),
    }),
  ),
  fc.record({ tag: hostile, tags: many, one: papers, kindWord: fc.option(hostile), count: fc.nat() }).map(
    ({ tag, tags, one, kindWord, count }): Reply => ({
      kind: 'daily',
      featured: { tag, papers: count, search: searchTag(tag) },
      card: toCard(hitOf(one)),
      others: tags.map(other => ({ tag: other, papers: 1, search: searchTag(other) })),
      kindWord,
    }),
  ),
  hostile.map(
    (said): Reply => ({
      kind: 'notice',
      text: [plain(said), { kind: 'link', text: said, url: said }, person({ id: said, name: said })],
      examples: [{ action: { kind: 'search', query: said, page: 1 }, why: said }],
    }),
  ),
  fc.constant(helpReply({ papers: 1_589, withText: 1_589 })),
);

const places = fc.constantFrom<Place>('caller', 'channel', 'modal', 'home');

describe('whatever a paper or a user wrote', () => {
  let judge: ValidateFunction;
  beforeAll(() => {
    judge = slackSchema('KnownBlock');
  });

  function expectValid(blocks: readonly KnownBlock[]): void {
    for (const block of blocks) {
      expect(judge(block) ? [] : judge.errors, JSON.stringify(block)).toEqual([]);
    }
    expect(blocks.length).toBeGreaterThan(0);
    expect(blocks.length).toBeLessThanOrEqual(50);
    expect(JSON.stringify(blocks).length).toBeLessThanOrEqual(13_000);
  }

  it('makes blocks that Slack takes', () => {
    fc.assert(
      fc.property(replies, places, hostile, (reply, place, command) => {
        const blocks = renderReply(reply, { place, command, encode });
        expectValid(blocks);
        if (reply.kind === 'paper') expectValid(bibtexBlocks(reply.paper));
        expect(fallbackText(reply).length).toBeLessThanOrEqual(4_000);
      }),
      { numRuns: 300 },
    );
  });

  it('leaves room for what stands before it', () => {
    const before = richText([plain('asked '), code('x'.repeat(140))]);
    fc.assert(
      fc.property(replies, reply => {
        const blocks = renderReply(reply, { place: 'channel', command: 'relu', encode }, before);
        expectValid(blocks);
        expect(blocks.slice(0, 1)).toEqual(before);
        const alone = renderReply(reply, { place: 'channel', command: 'relu', encode });
        expect(blocks.at(-1)).toMatchObject({ type: alone.at(-1)?.type });
      }),
      { numRuns: 100 },
    );
  });

  it('makes a Home that Slack takes', () => {
    fc.assert(
      fc.property(replies, replies, (help, inspiration) => {
        expectValid(homeBlocks({ kept: { keep: kept.keep, find: kept.find } }, help, inspiration));
      }),
      { numRuns: 50 },
    );
  });

  it('is no longer than its place takes, and never empty', () => {
    const LONGEST: Readonly<Record<string, number>> = {
      action_id: 255,
      block_id: 255,
      value: 2_000,
      url: 3_000,
    };
    fc.assert(
      fc.property(replies, places, (reply, place) => {
        const blocks = renderReply(reply, { place, command: 'relu', encode });
        for (const [name, text] of stringsIn(blocks)) {
          expect(text.length).toBeLessThanOrEqual(LONGEST[name] ?? 3_000);
          expect(text).not.toBe('');
          expect(text.isWellFormed()).toBe(true);
          if (name !== 'value') expect(text).not.toMatch(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u);
        }
        for (const object of objectsIn(blocks)) {
          if (object['type'] === 'button') expect(String(textOf(object)).length).toBeLessThanOrEqual(75);
          if (object['type'] === 'header') expect(String(textOf(object)).length).toBeLessThanOrEqual(150);
          if (Array.isArray(object['options'])) {
            expect(object['options'].length).toBeLessThanOrEqual(5);
            for (const option of object['options']) expect(option.value.length).toBeLessThanOrEqual(75);
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it('becomes no mention, no link and no format', () => {
    fc.assert(
      fc.property(replies, places, (reply, place) => {
        const blocks = renderReply(reply, { place, command: 'relu', encode });
        const kinds = new Set([...objectsIn(blocks)].map(object => object['type']));
        for (const mention of ['user', 'usergroup', 'broadcast', 'channel', 'emoji', 'team']) {
          expect(kinds).not.toContain(mention);
        }
        for (const object of objectsIn(blocks)) {
          if (object['type'] === 'mrkdwn') expect(mrkdwnProblems(String(object['text']))).toEqual([]);
          if (object['type'] === 'mrkdwn') expect(object['verbatim']).toBe(true);
          if (object['type'] === 'plain_text') expect(object['emoji']).toBe(false);
        }
        expect(mrkdwnProblems(fallbackText(reply))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

function textOf(object: Readonly<Record<string, unknown>>): unknown {
  const [text] = [...stringsIn(object['text'])].filter(([, value]) => value !== 'plain_text');
  return text?.[1] ?? '';
}
