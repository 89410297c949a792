import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Check } from './check.ts';

/** `npm run check-index` says that both indexes hold the same papers. */
export async function checkAgreement(dataDir: string): Promise<Check> {
  const environment = { ...process.env, DATA_DIR: dataDir, LOG_LEVEL: 'warn' };
  const args = ['--import', 'tsx', 'ingest/check-index.ts'];
  const said = await promisify(execFile)(process.execPath, args, { env: environment }).then(
    ({ stdout }) => stdout,
    (error: unknown) => String(error),
  );
  return {
    name: 'npm run check-index',
    ok: said.startsWith('The engine and the text index agree'),
    saw: said.split('\n', 1).join(''),
  };
}
