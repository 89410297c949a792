import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Action, commandOf, searchTag } from '../../src/bot/action.ts';
import { parseCommand } from '../../src/bot/command.ts';
import { toTag } from '../../src/tags.ts';

describe('the text after /iclr', () => {
  it.each([
    ['', { kind: 'help' }],
    ['  HELP ', { kind: 'help' }],
    ['random', { kind: 'random' }],
    ['tags', { kind: 'tags', beginning: '' }],
    ['tags Graph  neural', { kind: 'tags', beginning: 'graph neural' }],
    ['tags "graph"', { kind: 'tags', beginning: 'graph' }],
    ['paper H1xSNiRcF7', { kind: 'paper', id: 'H1xSNiRcF7' }],
    ['paper https://openreview.net/forum?id=H1xSNiRcF7', { kind: 'paper', id: 'H1xSNiRcF7' }],
    ['paper <https://openreview.net/pdf?id=B1_x-y&noteId=Zz#page=3>', { kind: 'paper', id: 'B1_x-y' }],
    ['https://openreview.net/forum?id=H1xSNiRcF7', { kind: 'paper', id: 'H1xSNiRcF7' }],
    [
      'paper https://evil.example/x?id=H1xSNiRcF7',
      { kind: 'refused', problem: { kind: 'which paper', command: 'paper' } },
    ],
    [
      'similar https://openreview.net@evil.example/forum?id=x',
      { kind: 'refused', problem: { kind: 'which paper', command: 'similar' } },
    ],
    ['paper', { kind: 'refused', problem: { kind: 'which paper', command: 'paper' } }],
    ['similar H1xSNiRcF7', { kind: 'similar', id: 'H1xSNiRcF7' }],
    ['similar', { kind: 'refused', problem: { kind: 'which paper', command: 'similar' } }],
  ])('%s', (text, command) => {
    expect(parseCommand(text)).toEqual(command);
  });

  it.each([
    'random forests',
    'help wanted',
    'paper airplanes fold',
    'similar images found',
    '"tags"',
    '"random"',
    'relu tags',
    'tag:gan',
  ])('%s is a search', text => {
    expect(parseCommand(text)).toMatchObject({ kind: 'search', query: { source: text } });
  });

  it.each([
    'https://evil.example/forum?id=one',
    'https://one@openreview.net/forum?id=one',
    'https://x.org/?id=one',
  ])('is no paper where it is the link %s, which is not OpenReview’s', text => {
    expect(parseCommand(text).kind).toBe('refused');
  });

  it('says what has to change about a search', () => {
    expect(parseCommand('"relu')).toEqual({ kind: 'refused', problem: { kind: 'unclosed quote' } });
  });

  it('is understood, whatever it is', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), text => parseCommand(text).kind !== undefined));
  });
});

describe('an action', () => {
  const actions: fc.Arbitrary<Action> = fc.oneof(
    fc.constant<Action>({ kind: 'random' }),
    fc.constant<Action>({ kind: 'help' }),
    fc.stringMatching(/^[A-Za-z0-9_-]{1,20}$/u).map((id): Action => ({ kind: 'paper', id })),
    fc.stringMatching(/^[A-Za-z0-9_-]{1,20}$/u).map((id): Action => ({ kind: 'similar', id })),
    fc.stringMatching(/^[a-z]{0,9}$/u).map((beginning): Action => ({ kind: 'tags', beginning })),
  );

  it('means the same when it is typed', () => {
    fc.assert(
      fc.property(actions, action => {
        expect(parseCommand(commandOf(action))).toEqual(action);
      }),
    );
  });

  it('turns to a page of a search', () => {
    const typed = commandOf({ kind: 'search', query: 'relu networks', page: 2 });
    expect(typed).toBe('relu networks page:2');
    expect(parseCommand(typed)).toMatchObject({
      kind: 'search',
      query: { source: 'relu networks', page: 2 },
    });
  });

  it('searches for the tag of any keyword that holds a letter, whatever else it holds', () => {
    fc.assert(
      fc.property(
        fc.string().map(text => `a${text}`),
        tag => {
          const { kind } = parseCommand(commandOf(searchTag(toTag(tag))));
          expect(kind).toBe('search');
        },
      ),
    );
  });
});
