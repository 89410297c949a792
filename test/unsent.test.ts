import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import getPort from 'get-port';
import { describe, expect, it } from 'vitest';
import { wasNeverSent } from '../src/unsent.ts';
import { atEnd } from './support/engine.ts';

/** @returns what a request to this address throws */
async function failureOf(address: string): Promise<unknown> {
  try {
    await fetch(address, { method: 'POST', body: 'x' });
  } catch (error) {
    return error;
  }
  throw new Error('it was answered');
}

describe('a request that failed', () => {
  it('was never sent where nobody listens', async () => {
    const port = await getPort();
    expect(wasNeverSent(await failureOf(`http://127.0.0.1:${port}`))).toBe(true);
    // Two addresses, as a rule, and both refuse.
    expect(wasNeverSent(await failureOf(`http://localhost:${port}`))).toBe(true);
  });

  it('was never sent where the name leads nowhere', async () => {
    expect(wasNeverSent(await failureOf('http://nowhere.invalid'))).toBe(true);
  });

  it('may have arrived where there was a connection', async () => {
    const server = createServer((_, response) => response.socket?.resetAndDestroy());
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    atEnd(() => server.close());
    const { port } = server.address() as AddressInfo;
    expect(wasNeverSent(await failureOf(`http://127.0.0.1:${port}`))).toBe(false);
  });

  it('may have arrived where one of the addresses took it, or nothing is known', () => {
    const refused = Object.assign(new Error('refused'), { syscall: 'connect' });
    const reset = Object.assign(new Error('reset'), { syscall: 'read' });
    expect(wasNeverSent(new AggregateError([refused, refused]))).toBe(true);
    expect(wasNeverSent(new AggregateError([refused, reset]))).toBe(false);
    expect(wasNeverSent(new AggregateError([]))).toBe(false);
    expect(wasNeverSent(new Error('no idea'))).toBe(false);
    expect(wasNeverSent('no error')).toBe(false);
  });
});
