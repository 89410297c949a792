import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { runConsole } from '../adapters/console/index.ts';
import { ingest } from '../ingest/pipeline.ts';
import { openArchive } from '../ingest/sources/archive.ts';
import { createBot } from '../src/bot/bot.ts';
import { parseCommand } from '../src/bot/command.ts';
import { indexerOf, memoryLog, papersOf, startEngine, temporaryFolder } from './support/engine.ts';
import { writeArchive } from './support/sample-archive.ts';
import { terminalPicture } from './support/terminal-picture.ts';

const README = readFileSync('README.md', 'utf8');

describe('the picture in the README', () => {
  it('is what the console shows (npm run picture makes it anew)', async () => {
    const archive = await temporaryFolder();
    await writeArchive(archive);
    const engine = await startEngine();
    await ingest(await openArchive(archive), await indexerOf(engine), () => {});

    const [input, output] = [new PassThrough(), new PassThrough()];
    const shown = text(output);
    input.end('/iclr relu networks\n');
    await runConsole({
      bot: createBot(await papersOf(engine), memoryLog()),
      input,
      output,
      prompt: 'iclr> ',
      style: () => ({ color: true, hyperlinks: true, width: 96 }),
      signal: new AbortController().signal,
    });
    output.end();
    const session = (await shown).replace(/\s*iclr> \s*$/u, '\n');
    const picture = await terminalPicture(session, { columns: 98, rows: 60 }, 'npm start');
    await expect(picture).toMatchFileSnapshot('../docs/console.svg');
  });
});

describe('the README', () => {
  it('names files that exist, in the map and in its links', () => {
    const links = [...README.matchAll(/\]\((?!https?:|#)([^)#]+)/gu)].map(([, path = '']) => path);
    const map = README.slice(README.indexOf('## The map of the house'));
    const block = map.slice(map.indexOf('```text'), map.indexOf('```\n', 10));
    const stack: string[] = [];
    const mapped: string[] = [];
    for (const line of block.split('\n')) {
      const found = /^( *)((?:[\w-]+(?:\/|\.ts) ?)+)/u.exec(line);
      if (found === null) continue;
      const [, indent = '', names = ''] = found;
      stack.length = indent.length / 2;
      for (const name of names.trim().split(' ')) {
        mapped.push([...stack, name].join('').replace(/\/$/u, ''));
        if (name.endsWith('/')) stack[indent.length / 2] = name;
      }
    }
    expect(mapped.length).toBeGreaterThan(30);
    expect([...links, ...mapped].filter(path => !existsSync(path))).toEqual([]);
  });

  it('has every file of the house on its map, by name or by its room', () => {
    const map = README.slice(
      README.indexOf('## The map of the house'),
      README.indexOf('Arrows point one way'),
    );
    const rooms = ['src/engine', 'src/lock', 'src/state', 'src/search/evidence', 'ingest/text', 'adapters/'];
    const files = ['src', 'ingest'].flatMap(top =>
      readdirSync(top, { recursive: true, encoding: 'utf8' })
        .filter(name => name.endsWith('.ts') && !name.endsWith('.d.ts'))
        .map(name => join(top, name)),
    );
    expect(files.length).toBeGreaterThan(60);
    const unmapped = files.filter(
      file => !rooms.some(room => file.startsWith(room)) && !map.includes(basename(file)),
    );
    expect(unmapped).toEqual([]);
  });

  it('explains every variable that .env.example has', () => {
    const variables = [...readFileSync('.env.example', 'utf8').matchAll(/^# ?([A-Z][A-Z0-9_]+)=/gmu)];
    expect(variables.length).toBeGreaterThan(10);
    expect(variables.map(([, name = '']) => name).filter(name => !README.includes(`\`${name}\``))).toEqual(
      [],
    );
  });

  it('names npm scripts that exist', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      scripts: Record<string, string>;
    };
    const named = [...README.matchAll(/npm run (?:--silent )?([\w:-]+)/gu)].map(([, name = '']) => name);
    expect(named.length).toBeGreaterThan(4);
    expect(named.filter(name => scripts[name] === undefined)).toEqual([]);
  });

  it('shows commands that are understood', () => {
    const table = README.slice(README.indexOf('| type after'), README.indexOf('A search counts twice'));
    const examples = [...table.matchAll(/^\| (.*?) \|/gmu)].flatMap(([, cell = '']) => [
      ...cell.matchAll(/`([^`]+)`/gu),
    ]);
    const typed = examples
      .map(([, example = '']) => example)
      .filter(example => !/^-|:$/u.test(example) && example !== '/iclr');
    expect(typed.length).toBeGreaterThan(8);
    for (const example of typed) expect(parseCommand(example).kind, example).not.toBe('refused');
  });
});
