import Database from 'libsql';
import { expect, it } from 'vitest';
import { statementsOf } from '../../src/texts/statements.ts';
import { atEnd } from '../support/engine.ts';

const SQL = 'SELECT ? AS value';

function memory(): Database.Database {
  const database = new Database(':memory:');
  atEnd(() => database.close());
  return database;
}

it('a statement of libsql that is used by two methods answers with the earlier values', () => {
  const statement = memory().prepare(SQL);
  expect(statement.all('first')).toEqual([{ value: 'first' }]);
  // Where this no longer holds, statements.ts may keep one statement for all methods.
  expect(statement.get('second')).not.toMatchObject({ value: 'second' });
});

it('the same SQL is answered by the values it was asked with, whatever the method and the order', () => {
  const { all, get } = statementsOf(memory());
  expect(all(SQL, 'first')).toMatchObject([{ value: 'first' }]);
  expect(get(SQL, 'second')).toMatchObject({ value: 'second' });
  expect(all(SQL, 'third')).toMatchObject([{ value: 'third' }]);
  expect(get(SQL, 'fourth')).toMatchObject({ value: 'fourth' });
});

it('more shapes of SQL than are kept are answered all the same', () => {
  const { get } = statementsOf(memory());
  for (let shape = 0; shape < 700; shape += 1)
    expect(get(`SELECT ? AS value, ${shape} AS shape`, 'x')).toMatchObject({ value: 'x', shape });
});
