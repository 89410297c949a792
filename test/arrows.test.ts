import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Every `import` and `export … from` of a file: a path from the top level, or a package's name. */
interface Import {
  readonly file: string;
  readonly target: string;
  readonly isPackage: boolean;
}

const ROOMS = ['src', 'adapters', 'ingest', 'bench'];
const FILES = ROOMS.flatMap(filesOf);
const IMPORTS = FILES.flatMap(importsOf);

function filesOf(room: string): string[] {
  return readdirSync(room, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .map(name => join(room, name));
}

function importsOf(file: string): Import[] {
  const source = readFileSync(file, 'utf8');
  const targets = [
    ...source.matchAll(
      /^(?:import|export)\b[^'"]*?\bfrom\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gmu,
    ),
  ];
  return targets.map(([, fixed, dynamic]) => {
    const target = fixed ?? dynamic ?? '';
    const isPackage = !target.startsWith('.');
    return { file, target: isPackage ? target : normalize(join(dirname(file), target)), isPackage };
  });
}

/** @returns the imports among them that break a rule, as "file → target" */
function breaking(rule: (one: Import) => boolean): string[] {
  return IMPORTS.filter(rule).map(({ file, target }) => `${file} → ${target}`);
}

const from = (file: string, ...places: readonly string[]): boolean =>
  places.some(place => file.startsWith(place));
const isPackage = (one: Import, ...names: readonly string[]): boolean =>
  one.isPackage && names.some(name => one.target === name || one.target.startsWith(`${name}/`));

describe('the arrows of the house', () => {
  it('are read from real imports', () => {
    expect(IMPORTS.length).toBeGreaterThan(100);
    expect(IMPORTS.some(({ file, target }) => file === 'src/main.ts' && target === 'src/bot/bot.ts')).toBe(
      true,
    );
  });

  it('point from adapters and ingest to src: nothing in src knows them, main.ts aside', () => {
    expect(
      breaking(
        one =>
          from(one.file, 'src/') && one.file !== 'src/main.ts' && from(one.target, 'adapters/', 'ingest/'),
      ),
    ).toEqual([]);
  });

  it('do not join adapters and ingest, nor one platform and another', () => {
    expect(breaking(one => from(one.file, 'adapters/') && from(one.target, 'ingest/'))).toEqual([]);
    expect(breaking(one => from(one.file, 'ingest/') && from(one.target, 'adapters/'))).toEqual([]);
    const platform = (path: string): string | undefined => path.split('/')[1];
    expect(
      breaking(
        one =>
          from(one.file, 'adapters/') &&
          from(one.target, 'adapters/') &&
          platform(one.file) !== platform(one.target),
      ),
    ).toEqual([]);
  });

  it('let nobody know tests and benches, but benches what stands in for a platform', () => {
    const isStandIn = (one: Import): boolean => from(one.file, 'bench/') && from(one.target, 'test/support/');
    expect(
      breaking(
        one =>
          (from(one.target, 'test/') && !isStandIn(one)) ||
          (from(one.target, 'bench/') && !from(one.file, 'bench/')),
      ),
    ).toEqual([]);
  });

  it('keep each client library in its room', () => {
    expect(breaking(one => isPackage(one, '@slack') && !from(one.file, 'adapters/slack/'))).toEqual([]);
    expect(breaking(one => isPackage(one, 'discord.js') && !from(one.file, 'adapters/discord/'))).toEqual([]);
    expect(
      breaking(one => isPackage(one, 'meilisearch') && !from(one.file, 'src/search/', 'bench/')),
    ).toEqual([]);
    expect(breaking(one => isPackage(one, 'libsql') && !from(one.file, 'src/texts/', 'src/state/'))).toEqual(
      [],
    );
    // The text index knows nothing of who asks it.
    expect(
      breaking(
        one =>
          from(one.file, 'src/texts/') &&
          !one.isPackage &&
          !from(one.target, 'src/texts/', 'src/errors.ts', 'src/private.ts'),
      ),
    ).toEqual([]);
    // Whatever else is fetched goes to where the operator says.
    expect(
      breaking(one => isPackage(one, 'undici', 'ipaddr.js') && !from(one.file, 'ingest/openreview/')),
    ).toEqual([]);
    const engines = ['ingest/pdf/pdf-parse.ts', 'ingest/pdf/pdfium'];
    expect(
      breaking(one => isPackage(one, 'pdf-parse', '@embedpdf', 'pdfjs-dist') && !from(one.file, ...engines)),
    ).toEqual([]);
  });

  it('lead to LaTeX from what reads it once, a paper or a search that comes in, and from nothing that shows', () => {
    const readersOf = (path: string): string[] =>
      IMPORTS.filter(({ file, target }) => target === path && !from(file, 'bench/')).map(({ file }) => file);
    expect(readersOf('src/search/latex.ts').toSorted()).toEqual([
      'ingest/folder/bibtex.ts',
      'src/search/query.ts',
      'src/search/record.ts',
      'src/tags.ts',
    ]);
    expect(readersOf('src/tags.ts')).toEqual(['src/search/record.ts']);
    expect(
      breaking(one => isPackage(one, 'unicodeit') && one.file !== 'src/search/latex-symbols.ts'),
    ).toEqual([]);
  });

  it('keep I/O out of the pure rooms', () => {
    const pure = [
      'src/bot/action.ts',
      'src/bot/authors.ts',
      'src/bot/command.ts',
      'src/bot/card.ts',
      'src/bot/problem.ts',
      'src/bot/reply.ts',
      'src/bot/results.ts',
      'src/site.ts',
      'src/web-link.ts',
      'src/parse-url.ts',
      'src/search/query.ts',
      'src/search/plan.ts',
      'src/search/evidence/',
      'src/texts/cost.ts',
      'src/texts/criteria.ts',
      'src/texts/folded.ts',
      'src/texts/letters.ts',
      'src/texts/phrase.ts',
      'src/texts/spellings.ts',
      'src/texts/tokens.ts',
      'src/inspiration/tags.ts',
      'src/inspiration/order.ts',
      'src/inspiration/schedule.ts',
      'src/inspiration/zones.ts',
      'adapters/console/render.ts',
      'adapters/discord/render.ts',
      'adapters/discord/cards.ts',
      'adapters/discord/components.ts',
      'adapters/discord/text.ts',
      'adapters/discord/markdown.ts',
      'adapters/discord/limits.ts',
      'adapters/discord/share.ts',
      'adapters/discord/invite.ts',
      'adapters/discord/outcome.ts',
      'adapters/slack/render.ts',
      'adapters/slack/card.ts',
      'adapters/slack/paper.ts',
      'adapters/slack/blocks.ts',
      'adapters/slack/leaf.ts',
      'adapters/slack/limits.ts',
      'adapters/slack/outcome.ts',
      'ingest/pdf/broken.ts',
      'ingest/pdf/front-matter.ts',
      'ingest/pdf/layout.ts',
      'ingest/pdf/names.ts',
      'ingest/pdf/overlay.ts',
      'ingest/text/',
      'ingest/git/address.ts',
      'ingest/openreview/decision.ts',
      'ingest/openreview/venue-names.ts',
      'ingest/openreview/whole-pdf.ts',
      'ingest/openreview/windows.ts',
    ];
    const io = [
      'node:fs',
      'node:net',
      'node:http',
      'node:child_process',
      'meilisearch',
      'pino',
      'zod',
      'pdf-parse',
      '@embedpdf',
    ];
    expect(breaking(one => from(one.file, ...pure) && isPackage(one, ...io))).toEqual([]);
  });

  it('go round in no circle', () => {
    const next = new Map<string, string[]>();
    for (const { file, target, isPackage } of IMPORTS) {
      if (!isPackage) next.set(file, [...(next.get(file) ?? []), target]);
    }
    const circles: string[] = [];
    const done = new Set<string>();
    const visit = (file: string, trail: readonly string[]): void => {
      if (trail.includes(file)) circles.push([...trail.slice(trail.indexOf(file)), file].join(' → '));
      if (trail.includes(file) || done.has(file)) return;
      for (const target of next.get(file) ?? []) visit(target, [...trail, file]);
      done.add(file);
    };
    for (const file of FILES) visit(file, []);
    expect(circles).toEqual([]);
  });
});

describe('a file', () => {
  it('is at most 350 lines long', () => {
    expect(
      [...FILES, ...filesOf('test')].filter(file => readFileSync(file, 'utf8').split('\n').length > 350),
    ).toEqual([]);
  });

  it('reads the environment nowhere but in config.ts', () => {
    const readers = FILES.filter(
      file => !from(file, 'bench/') && /process\.env/u.test(readFileSync(file, 'utf8')),
    );
    expect(readers).toEqual(['src/config.ts']);
  });
});
