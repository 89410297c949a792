import { describe, expect, it } from 'vitest';
import { awaitedEngine } from '../../src/engine/awaited.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { EngineError, EngineUnavailableError } from '../../src/errors.ts';

const CONNECTION = { url: 'http://127.0.0.1:7700', key: null };

function openEngineOf(said: string[]): Engine {
  return {
    connection: async () => CONNECTION,
    lost: () => said.push('lost'),
    close: async () => {
      said.push('closed');
    },
  };
}

describe('an engine that is still being opened', () => {
  it('lets whoever asks wait for it, and is then that engine', async () => {
    const said: string[] = [];
    let open = (_: Engine): void => {};
    const opening = new Promise<Engine>(resolve => {
      open = resolve;
    });
    const engine = awaitedEngine(opening);
    const asked = engine.connection();
    open(openEngineOf(said));
    expect(await asked).toEqual(CONNECTION);
    engine.lost(CONNECTION);
    await engine.close();
    expect(said).toEqual(['lost', 'closed']);
  });

  it('is unavailable to whoever has waited for long enough', async () => {
    const engine = awaitedEngine(new Promise(() => {}), 5);
    await expect(engine.connection()).rejects.toThrow(
      new EngineUnavailableError('the search engine is still starting'),
    );
  });

  it('has nothing to close where it could not be opened', async () => {
    const engine = awaitedEngine(Promise.reject(new EngineError('no program')));
    await expect(engine.connection()).rejects.toThrow('no program');
    await engine.close();
  });
});
