import type Database from 'libsql';

type Value = string | number | null | Uint8Array;

/** Runs SQL against one database. */
export interface Statements {
  all(sql: string, ...values: readonly Value[]): unknown[];
  get(sql: string, ...values: readonly Value[]): unknown;
  run(sql: string, ...values: readonly Value[]): { readonly lastInsertRowid: number | bigint };
}

/** More shapes of queries than this are prepared anew. */
const KEPT_STATEMENTS = 300;

/**
 * Keeps prepared statements, each for one method alone: a statement of libsql 0.5.29 that was used by `all`
 * and then by `get` answers with the earlier values.
 */
export function statementsOf(database: Database.Database): Statements {
  const kept = new Map<string, Database.Statement>();
  const prepared = (method: keyof Statements, sql: string): Database.Statement => {
    const key = `${method} ${sql}`;
    const statement = kept.get(key) ?? database.prepare(sql);
    if (kept.size >= KEPT_STATEMENTS) kept.clear();
    kept.set(key, statement);
    return statement;
  };
  return {
    all: (sql, ...values) => prepared('all', sql).all(...values),
    get: (sql, ...values) => prepared('get', sql).get(...values),
    run: (sql, ...values) => prepared('run', sql).run(...values),
  };
}
