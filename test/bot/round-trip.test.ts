import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Action, commandOf, searchTag } from '../../src/bot/action.ts';
import { type DailyChange, readDailyChange, writeDailyChange } from '../../src/bot/change.ts';
import { decodeClick, encodeClick } from '../../src/bot/click.ts';
import { type Command, parseCommand } from '../../src/bot/command.ts';
import { parseOrder } from '../../src/inspiration/order.ts';
import { toTag } from '../../src/tags.ts';

/** Whatever makes one command look like another. */
const FRAGMENTS = [
  ...[
    'daily',
    'off',
    'stop',
    'status',
    'preview',
    'weekdays',
    '9:00',
    '9am',
    'Europe/Berlin',
    'Daily',
    'OFF',
  ],
  ...['help', 'random', 'tags', 'paper', 'similar', 'Tags', 'H1xSNiRcF7', 'daily-off', 'gan'],
  ...[
    'page:1',
    'page:2',
    'page:999999',
    'page: 3',
    'PAGE:4',
    '-page:2',
    '"page:2"',
    'page:"2"',
    'title:page:2',
  ],
  ...[
    '"',
    '"daily off"',
    '"tags"',
    '“relu”',
    'title:',
    'tag:"gan"',
    'title: graph',
    '-gan',
    '-"gan"',
    'year:2019',
  ],
  ...['https://openreview.net/forum?id=H1xSNiRcF7', '<https://x.org?id=a>', '=daily', '#x', '!daily off'],
  ...['\\textbf{page:3}', '$\\mu$', '$', '\\"o', 'Schr\\"odinger', '\\', '{\\em', '}', '\\emph{tags}', '\\%'],
  ...['🔥', '👩‍🔬', 'é', '\u0000', '\ud800', '\u202e', '\t', '\n', '.', '-'],
] as const;

const typed = fc.oneof(
  fc
    .array(fc.constantFrom(...FRAGMENTS), { minLength: 1, maxLength: 7 })
    .chain(all => fc.constantFrom(all.join(' '), all.join(''))),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.integer({ min: 985, max: 1_000 }).map(length => 'relu '.repeat(200).slice(0, length).trim()),
);

function keptTexts() {
  const texts: string[] = [];
  return {
    keep: (text: string) => String(texts.push(text) - 1).padStart(22, '0'),
    find: (hash: string) => texts[Number(hash)] ?? null,
  };
}

/** What a button of this action does, once it has been to the platform and back. */
function pressed(action: Action): Command {
  const kept = keptTexts();
  const asked = decodeClick(encodeClick(action, kept), kept);
  if (typeof asked !== 'string') throw new Error(`a change: ${JSON.stringify(asked)}`);
  return parseCommand(asked);
}

describe('a page of a search', () => {
  it.each([
    'page:2 daily off',
    'page:2 daily',
    'page:3 daily 9:00 Europe/Berlin',
    'page:2 random',
    'page:2 help',
    'page:2 tags',
    'page:2 tags gan',
    'page:2 paper H1xSNiRcF7',
    'page:2 similar H1xSNiRcF7',
    'page:2 Random',
    '"daily off" page:2',
    'Schr\\"odinger "cat page:2" equation page:3',
    'page:2 tags \\textbf{page:7} relu',
  ])('has neighbours that are of the same search: %s', text => {
    const command = parseCommand(text);
    if (command.kind !== 'search') throw new Error(`${text} is no search`);
    const { query } = command;
    for (const page of [1, query.page - 1, query.page, query.page + 1]) {
      const action = { kind: 'search', query: query.source, page } as const;
      expect(parseCommand(commandOf(action))).toEqual({ kind: 'search', query: { ...query, page } });
    }
  });

  it('has neighbours that are of the same search, whatever was typed', () => {
    let searches = 0;
    fc.assert(
      fc.property(typed, fc.integer({ min: 1, max: 999_999 }), (text, page) => {
        const command = parseCommand(text);
        if (command.kind !== 'search') return;
        searches += 1;
        const action = { kind: 'search', query: command.query.source, page } as const;
        const same = { kind: 'search', query: { ...command.query, page } };
        expect(parseCommand(commandOf(action)), text).toEqual(same);
        expect(pressed(action), text).toEqual(same);
      }),
      { numRuns: 400 },
    );
    expect(searches).toBeGreaterThan(50);
  });
});

describe('the button of a paper or of tags', () => {
  it('is of this one, whatever its id', () => {
    const ids = fc.oneof(
      fc.constantFrom('daily', 'off', 'help', 'random', 'tags', 'paper', 'similar', 'page-2', '-', '_'),
      fc.stringMatching(/^[A-Za-z0-9_-]{1,120}$/u),
    );
    fc.assert(
      fc.property(ids, fc.constantFrom('paper' as const, 'similar' as const), (id, kind) => {
        expect(pressed({ kind, id })).toEqual({ kind, id });
      }),
    );
  });

  it('is of these, whatever they begin with', () => {
    fc.assert(
      fc.property(typed, text => {
        const command = parseCommand(`tags ${text}`);
        if (command.kind === 'tags') expect(pressed(command)).toEqual(command);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the button of a tag', () => {
  it.each([
    '🔥',
    '"c++"',
    'a:b',
    'daily off',
    'page:2',
    '“deep” learning',
    '$\\mu$-nets',
    '\\\\$x\\\\$',
    'a\u0000b',
  ])('searches for exactly this tag: %j', keyword => {
    const tag = toTag(keyword);
    expect(pressed(searchTag(tag))).toMatchObject({
      kind: 'search',
      query: { page: 1, terms: [{ field: 'tag', text: tag, quoted: true, excluded: false }] },
    });
  });

  it('searches for exactly this tag, whatever the keyword', () => {
    fc.assert(
      fc.property(typed, keyword => {
        const tag = toTag(keyword);
        if (tag === '' || tag.length > 900) return;
        const command = pressed(searchTag(tag));
        expect(command, tag).toMatchObject({ kind: 'search', query: { page: 1 } });
        if (command.kind === 'search') {
          expect(command.query.terms).toEqual([{ field: 'tag', text: tag, quoted: true, excluded: false }]);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('a button that changes something', () => {
  const orders = fc
    .array(
      fc.constantFrom(
        ...['off', 'stop', '9:00', '8am', 'noon', '23:59', 'weekdays', 'weekends', 'mon', 'sat', 'mon-fri'],
        ...['Europe/Berlin', 'Tokyo', 'UTC', 'Etc/GMT+5', 'New York', 'America/Argentina/ComodRivadavia'],
      ),
      { maxLength: 4 },
    )
    .map(words => words.join(' '));

  it('carries what it changes, and no text that could be read as something else', () => {
    fc.assert(
      fc.property(orders, order => {
        const parsed = parseOrder(order);
        if (parsed?.kind !== 'off' && parsed?.kind !== 'subscribe') return;
        const kept = keptTexts();
        const id = encodeClick({ kind: 'daily', order }, kept);
        expect(id).toMatch(/^!daily (?:off$|on )/u);
        expect(id.length).toBeLessThanOrEqual(70);
        expect(decodeClick(id, kept)).toEqual({ kind: 'daily', order: parsed });
        expect(readDailyChange(writeDailyChange(parsed))).toEqual(parsed);
      }),
      { numRuns: 500 },
    );
  });

  it.each<[string, DailyChange]>([
    ['daily off', { kind: 'off' }],
    ['daily on - - -', { kind: 'subscribe', days: null, time: null, zone: null }],
    [
      'daily on 1-5 09:05 Europe/Berlin',
      { kind: 'subscribe', days: '1-5', time: { hour: 9, minute: 5 }, zone: 'Europe/Berlin' },
    ],
  ])('%s', (text, order) => {
    expect(readDailyChange(text)).toEqual(order);
    expect(writeDailyChange(order)).toBe(text);
  });

  it.each([
    'daily',
    'daily OFF',
    'daily off ',
    'daily on',
    'daily on * 25:00 UTC',
    'daily on * 9:00 UTC',
    'daily on 7 09:00 UTC',
    'daily on 1-5-6, 09:00 UTC',
    'daily on * 09:00 Nowhere/City',
    'daily on * 09:00 UTC\n',
    'daily on * 09:00 UTC off',
    'weekly off',
  ])('is none where anything of it is odd: %j', text => {
    expect(readDailyChange(text)).toBeNull();
    expect(decodeClick(`!${text}`, keptTexts())).toBeNull();
  });

  it.each(['=daily off', '=Daily  STOP', '=daily', '=daily 9:00', '= daily weekdays 8:00 Tokyo'])(
    'of an earlier version is not done, but asked for once more: %s',
    id => {
      expect(decodeClick(id, keptTexts())).toMatchObject({ kind: 'unconfirmed' });
    },
  );

  it('of an earlier version is not done where its text was kept, either', () => {
    const kept = keptTexts();
    expect(decodeClick(`#${kept.keep('daily off')}`, kept)).toMatchObject({ kind: 'unconfirmed' });
  });

  it.each(['=daily status', '=daily preview', '=daily 25:00', '=daily activity recognition', '=relu'])(
    'is not what only shows something: %s',
    id => {
      expect(decodeClick(id, keptTexts())).toBe(id.slice(1));
    },
  );

  it('is never what a text of an earlier version says', () => {
    fc.assert(
      fc.property(typed, text => {
        const asked = decodeClick(`=${text}`, keptTexts());
        if (typeof asked === 'string') {
          const command = parseCommand(asked);
          const changes = command.kind === 'daily' && ['off', 'subscribe'].includes(command.order.kind);
          expect(changes, text).toBe(false);
        } else expect(asked?.kind).toBe('unconfirmed');
      }),
      { numRuns: 300 },
    );
  });
});
