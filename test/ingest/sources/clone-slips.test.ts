import { mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cloneShallow } from '../../../ingest/sources/clone.ts';
import { SourceError } from '../../../src/errors.ts';
import {
  type Checkout,
  commit,
  filesOf,
  formerClone,
  git,
  notesOf,
  operatorsCheckout,
  originOf,
} from '../../support/git.ts';

const { signal: NEVER } = new AbortController();

function clone(url: string, archives: string): Promise<string> {
  return cloneShallow(url, archives, NEVER);
}

describe("where an operator's checkout is around DATA_DIR", () => {
  /** Puts something where the clone would be, and gives the path of it. */
  type Slip = (place: string, checkout: Checkout, url: string) => Promise<void>;

  const unzipped: Slip = async place => {
    await mkdir(place);
    await writeFile(join(place, 'notes.json'), 'unzipped');
  };
  const withGitFile =
    (text: (checkout: Checkout) => string): Slip =>
    async (place, checkout, url) => {
      await unzipped(place, checkout, url);
      await writeFile(join(place, '.git'), text(checkout));
    };
  const damaged =
    (damage: (inner: string, checkout: Checkout) => Promise<void>): Slip =>
    async (place, checkout, url) => {
      formerClone(url, place);
      await damage(join(place, '.git'), checkout);
    };
  const configured = (...setting: readonly string[]): Slip =>
    damaged(async (inner, { folder }) => {
      git(inner, 'config', ...setting.map(one => one.replace('CHECKOUT', folder)));
    });

  const SLIPS: readonly (readonly [string, Slip])[] = [
    ['an unzipped folder', unzipped],
    ['an empty folder', async place => void (await mkdir(place))],
    ['a file', place => writeFile(place, 'text')],
    ['a clone whose .git is deleted', damaged(inner => rm(inner, { recursive: true }))],
    ['a clone without its HEAD', damaged(inner => rm(join(inner, 'HEAD')))],
    ['a clone without its objects', damaged(inner => rm(join(inner, 'objects'), { recursive: true }))],
    ['a clone without its config', damaged(inner => rm(join(inner, 'config')))],
    ['a clone whose config is cut short', damaged(inner => writeFile(join(inner, 'config'), '[core'))],
    ['a clone whose HEAD is empty', damaged(inner => writeFile(join(inner, 'HEAD'), ''))],
    [
      'a clone whose .git is empty',
      damaged(async inner => {
        await rm(inner, { recursive: true });
        await mkdir(inner);
      }),
    ],
    [
      "a .git file that leads to the operator's",
      withGitFile(({ folder }) => `gitdir: ${join(folder, '.git')}\n`),
    ],
    ['a .git file that leads nowhere', withGitFile(() => 'gitdir: /nowhere\n')],
    [
      "a .git that is a link to the operator's",
      async (place, checkout, url) => {
        await unzipped(place, checkout, url);
        await symlink(join(checkout.folder, '.git'), join(place, '.git'));
      },
    ],
    ["a link to the operator's checkout", (place, { folder }) => symlink(folder, place)],
    [
      'a link to a clone elsewhere',
      async (place, { folder }, url) => {
        formerClone(url, join(folder, 'data', 'elsewhere'));
        await symlink(join(folder, 'data', 'elsewhere'), place);
      },
    ],
    ["a clone that works in the operator's folder", configured('core.worktree', 'CHECKOUT')],
    ['a clone that is bare', configured('core.bare', 'true')],
    ['a clone whose settings are elsewhere', configured('include.path', 'CHECKOUT/.git/config')],
    ['a clone that runs a program', configured('core.fsmonitor', 'touch CHECKOUT/marker')],
    ['a clone that runs a program over ssh', configured('core.sshCommand', 'touch CHECKOUT/marker')],
    ['a clone of two origins', configured('remote.other.url', 'file:///x')],
    ['a clone of another origin', configured('remote.origin.url', 'file:///another/archive')],
    [
      'a repository without an origin',
      damaged(async inner => {
        git(inner, 'remote', 'remove', 'origin');
      }),
    ],
    [
      "a clone whose branches are the operator's",
      damaged(async (inner, { folder }) => {
        await rm(join(inner, 'refs'), { recursive: true });
        await symlink(join(folder, '.git', 'refs'), join(inner, 'refs'));
      }),
    ],
    [
      "a clone that shares the operator's repository",
      damaged((inner, { folder }) => writeFile(join(inner, 'commondir'), `${join(folder, '.git')}\n`)),
    ],
    [
      "a clone with the operator's objects",
      damaged(async (inner, { folder }) => {
        await mkdir(join(inner, 'objects', 'info'), { recursive: true });
        await writeFile(join(inner, 'objects', 'info', 'alternates'), `${join(folder, '.git', 'objects')}\n`);
      }),
    ],
    [
      'a worktree of the operator',
      async (place, { folder }) => {
        git(folder, 'worktree', 'add', '--quiet', place);
      },
    ],
  ];

  it.each(SLIPS)('%s is left alone, as is the checkout', async (_, slip) => {
    const origin = await originOf();
    const checkout = await operatorsCheckout(origin.url);
    const place = join(checkout.archives, 'archive');
    await slip(place, checkout, origin.url);
    await commit(origin.folder, 'second');
    const before = [await checkout.state(), await filesOf(checkout.archives)];
    const failure = await clone(origin.url, checkout.archives).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(SourceError);
    expect(String(failure)).toMatch(
      /archive is left alone, because .*Move it away or delete it and run this again/su,
    );
    await rm(join(checkout.archives, '.unfinished'), { recursive: true });
    expect([await checkout.state(), await filesOf(checkout.archives)]).toEqual(before);
  });

  it.each(['/..', '/.', '/.git', '/../', '/x/..git'])('an address that ends in %s is refused', async end => {
    const origin = await originOf();
    const checkout = await operatorsCheckout(origin.url);
    const before = await checkout.state();
    await expect(clone(`${origin.url}${end}`, checkout.archives)).rejects.toThrow(
      /does not end in the name of a repository/u,
    );
    expect(await checkout.state()).toEqual(before);
    expect(await readdir(checkout.archives)).toEqual([]);
  });

  it('a folder of clones that is a link is refused, though there may be a clone where it leads', async () => {
    const origin = await originOf();
    const checkout = await operatorsCheckout();
    const work = join(checkout.folder, 'data', 'archive');
    formerClone(origin.url, work);
    await writeFile(join(work, 'notes.json'), 'work of a week');
    await rm(checkout.archives, { recursive: true });
    await symlink('.', checkout.archives);
    await expect(clone(origin.url, checkout.archives)).rejects.toThrow(/archives is a link/u);
    expect(await notesOf(work)).toBe('work of a week');
  });
});
