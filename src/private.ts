import { chmodSync, lstatSync, mkdirSync, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { join, parse } from 'node:path';
import type { Config } from './config.ts';
import { causeText } from './disk.ts';
import { ConfigError } from './errors.ts';

/** Modes of what stands in DATA_DIR: names, queries, keys and texts are for the user who runs this alone. */
export const PRIVATE_FOLDER = 0o700;
export const PRIVATE_FILE = 0o600;

const PERMISSIONS = 0o7777;
const STICKY = 0o1000;
/** What a file's owner may do. */
const OWNERS = 0o700;

/** The folders that this program makes in DATA_DIR; whatever is in them is its own. */
const OWN_FOLDERS: ReadonlySet<string> = new Set(['archives', 'engine', 'openreview', 'texts']);
const OWN_FILE = /^(?:state\.sqlite.*|(?:bot|ingest)\.lock|last-ingest\.txt)$/u;

/**
 * Makes DATA_DIR where there is none, and takes from all others what they may do with it and what is in it. Links are
 * left alone, and so is what lies in folders that this program did not make: nobody else can reach it there.
 * MEILI_BIN stays a program, wherever it is.
 * @throws ConfigError where DATA_DIR is somebody else's, is shared, or cannot be written
 */
export function makePrivate({ dataDir, engine }: Pick<Config, 'dataDir' | 'engine'>): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: PRIVATE_FOLDER });
    // Its real path: DATA_DIR itself may be a link, nothing in it is followed.
    const root = realpathSync(dataDir);
    refuseOthers(dataDir, root, statSync(root));
    changeMode(root, statSync(root), PRIVATE_FOLDER);
    const programs = programsIn(root, engine.kind === 'embedded' ? engine.binary : null);
    for (const name of readdirSync(root)) {
      const path = join(root, name);
      if (OWN_FOLDERS.has(name) || OWN_FILE.test(name)) tighten(path, programs);
      else takeFromOthers(path);
    }
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError(`DATA_DIR=${dataDir} cannot be written: ${causeText(error)}`, { cause: error });
  }
}

/** Makes folders 0700 and files 0600 from here on down; links are left alone. */
export function makeTreePrivate(path: string): void {
  tighten(path, () => false);
}

/** From above to below: once a folder is private, nobody else can put a link in the place of what is in it. */
function tighten(path: string, isProgram: (path: string) => boolean): void {
  const stats = statsOf(path);
  if (stats === null || stats.isSymbolicLink()) return;
  if (!stats.isDirectory()) {
    changeMode(path, stats, isProgram(path) ? PRIVATE_FOLDER : PRIVATE_FILE);
    return;
  }
  changeMode(path, stats, PRIVATE_FOLDER);
  for (const name of ifThere(() => readdirSync(path)) ?? []) tighten(join(path, name), isProgram);
}

/** What its owner may do with it stays: it may be anything, where DATA_DIR holds other things, too. */
function takeFromOthers(path: string): void {
  const stats = statsOf(path);
  if (stats === null || stats.isSymbolicLink()) return;
  try {
    changeMode(path, stats, stats.mode & OWNERS);
  } catch (error) {
    // Such as the lost+found of a disk: no file of ours.
    if (!(error instanceof ConfigError)) throw error;
  }
}

function changeMode(path: string, { mode, uid }: Stats, wanted: number): void {
  if ((mode & PERMISSIONS) === wanted) return;
  try {
    ifThere(() => chmodSync(path, wanted));
  } catch (error) {
    if (!isCode(error, 'EPERM')) throw error;
    throw new ConfigError(
      `${path} stands in DATA_DIR, belongs to another user (uid ${uid}) and cannot be made private. ` +
        'Give it to the user who runs this (chown), or delete it.',
      { cause: error },
    );
  }
}

function refuseOthers(dataDir: string, root: string, { uid, mode }: Stats): void {
  const ours = process.getuid?.();
  if (ours !== undefined && uid !== ours)
    throw new ConfigError(
      `DATA_DIR=${dataDir} belongs to another user (uid ${uid}; this runs as uid ${ours}). Run this as that user, ` +
        `give the folder to this one (chown -R ${ours} ${dataDir}), or use another DATA_DIR.`,
    );
  if ((mode & STICKY) !== 0 || root === parse(root).root)
    throw new ConfigError(
      `DATA_DIR=${dataDir} is a folder that all users share. Name a folder of its own, such as ${join(dataDir, 'search-iclr')}.`,
    );
}

function programsIn(root: string, configured: string | null): (path: string) => boolean {
  const copies = join(root, 'engine', 'meilisearch-');
  const named = configured === null ? null : ifThere(() => realpathSync(configured));
  return path => path.startsWith(copies) || path === named;
}

function statsOf(path: string): Stats | null {
  return ifThere(() => lstatSync(path));
}

/** Other processes of this program take their files away meanwhile. */
function ifThere<T>(use: () => T): T | null {
  try {
    return use();
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    throw error;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
