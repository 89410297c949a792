import type { APIEmbed } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { button, buttonRows, linkButton, menuRow } from '../../../adapters/discord/components.ts';
import { buttonId } from '../../../adapters/discord/ids.ts';
import { LIMITS, withinLimits } from '../../../adapters/discord/limits.ts';
import { message } from '../../../adapters/discord/message.ts';

const x = (length: number): string => 'x'.repeat(length);
const buttons = (count: number) => Array.from({ length: count }, (_, index) => button('b', `show=${index}`));
const option = (value: string, name = 'n', about = 'a') => ({ value, name, about });
const embedOf = (embed: APIEmbed): APIEmbed | undefined =>
  withinLimits(message({ embeds: [embed] })).embeds[0];

describe('a message', () => {
  it('holds 2,000 characters of text', () => {
    expect(withinLimits(message({ content: x(2_000) })).content).toBe(x(2_000));
    expect(withinLimits(message({ content: x(2_001) })).content).toBe(`${x(1_999)}…`);
  });

  it('holds 10 embeds, and none that is empty', () => {
    const embeds = (count: number) => Array.from({ length: count }, () => ({ title: 't' }));
    expect(withinLimits(message({ embeds: embeds(10) })).embeds).toHaveLength(10);
    expect(withinLimits(message({ embeds: embeds(11) })).embeds).toHaveLength(10);
    expect(embedOf({ title: '', description: '' })).toBeUndefined();
  });

  it('holds 256 characters of a title', () => {
    expect(embedOf({ title: x(256) })?.title).toBe(x(256));
    expect(embedOf({ title: x(257) })?.title).toBe(`${x(255)}…`);
  });

  it('holds 4,096 characters of a description', () => {
    expect(embedOf({ description: x(4_096) })?.description).toBe(x(4_096));
    expect(embedOf({ description: x(4_097) })?.description).toBe(`${x(4_095)}…`);
  });

  it('holds 6,000 characters of titles and descriptions together', () => {
    const last = (length: number) =>
      withinLimits(
        message({ embeds: [{ description: x(4_000) }, { title: x(100), description: x(length) }] }),
      ).embeds[1]?.description;
    expect(last(1_900)).toBe(x(1_900));
    expect(last(1_901)).toBe(`${x(1_899)}…`);
  });

  it('holds 5 rows of 5 buttons', () => {
    const rows = (count: number) =>
      withinLimits(message({ components: buttonRows(buttons(count)) })).components;
    expect(rows(25).map(row => row.components.length)).toEqual([5, 5, 5, 5, 5]);
    expect(rows(26)).toEqual(rows(25));
  });
});

describe('a button', () => {
  it('has a label of 80 characters, and never none', () => {
    expect(button(x(80), 'i').label).toBe(x(80));
    expect(button(x(81), 'i').label).toBe(`${x(79)}…`);
    expect(button(' \u202e', 'i').label).toBe('?');
  });

  it('has an id of at most 100 characters, whatever it does', () => {
    const kept = { keep: () => x(22) };
    for (const length of [80, 89, 90, 1_000]) {
      const id = buttonId('show', { kind: 'search', query: x(length), page: 9 }, kept);
      expect(id.length).toBeLessThanOrEqual(LIMITS.customId);
    }
  });

  it('leads to an address of 512 characters', () => {
    const address = (length: number) => `https://x.org/${x(length - 14)}`;
    expect(linkButton('PDF', address(512))).toHaveLength(1);
    expect(linkButton('PDF', address(513))).toEqual([]);
  });

  it('stands in a message once', () => {
    expect(buttonRows([button('a', 'same'), button('b', 'same')])[0]?.components).toHaveLength(1);
  });
});

describe('a menu', () => {
  const options = (count: number) => Array.from({ length: count }, (_, index) => option(`=${index}`));
  const menu = (given: Parameters<typeof menuRow>[2], invitation = 'Open…') =>
    JSON.parse(JSON.stringify(menuRow(0, invitation, given)[0]?.components[0]));

  it('has 25 options, each value once', () => {
    expect(menu(options(25)).options).toHaveLength(25);
    expect(menu(options(26)).options).toHaveLength(25);
    expect(menu([option('=a'), option('=a')]).options).toHaveLength(1);
    expect(menuRow(0, 'Open…', [])).toEqual([]);
  });

  it('has names and descriptions of 100 characters, and an invitation of 150', () => {
    const at = menu([option('=a', x(100), x(100))], x(150));
    expect(at).toMatchObject({ placeholder: x(150), options: [{ label: x(100), description: x(100) }] });
    const past = menu([option('=a', x(101), x(101))], x(151));
    expect(past).toMatchObject({
      placeholder: `${x(149)}…`,
      options: [{ label: `${x(99)}…`, description: `${x(99)}…` }],
    });
  });
});
