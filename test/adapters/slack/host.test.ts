import { connect, createServer } from 'node:net';
import getPort from 'get-port';
import { describe, expect, it } from 'vitest';
import { boltLogger } from '../../../adapters/slack/bolt-logger.ts';
import { httpTransport } from '../../../adapters/slack/http.ts';
import { PlatformError } from '../../../src/errors.ts';
import { atEnd, memoryLog } from '../../support/engine.ts';

/** Listens until the tests of this file are over. @returns what the log says */
async function listen(host: string, port: number): Promise<string> {
  const log = memoryLog();
  const transport = httpTransport({ kind: 'http', signingSecret: 's', host, port }, boltLogger(log), log);
  atEnd(() => transport.stop());
  return transport.start();
}

/** @returns whether something listens there */
function isOpen(host: string, port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect({ host, port });
    socket.on('connect', () => resolve(true)).on('error', () => resolve(false));
    socket.on('connect', () => socket.destroy());
  });
}

describe('HTTP mode', () => {
  it('listens on the address that HOST names, and on no other', async () => {
    const port = await getPort();
    expect(await listen('127.0.0.1', port)).toBe(`POST /slack/events on HOST 127.0.0.1, PORT ${port}`);
    expect(await isOpen('127.0.0.1', port)).toBe(true);
    // Linux has all of 127.0.0.0/8 as addresses of its own.
    expect(await isOpen('127.0.0.2', port)).toBe(false);
  });

  it('listens on an IPv6 address', async () => {
    const port = await getPort();
    await listen('::1', port);
    expect([await isOpen('::1', port), await isOpen('127.0.0.1', port)]).toEqual([true, false]);
  });

  it('listens on every address where HOST says so', async () => {
    const port = await getPort();
    await listen('0.0.0.0', port);
    expect(await isOpen('127.0.0.2', port)).toBe(true);
  });

  it('says in one sentence that the port is in use', async () => {
    const taken = createServer();
    const port = await getPort();
    await new Promise<void>(resolve => taken.listen(port, '127.0.0.1', resolve));
    atEnd(() => taken.close());
    await expect(listen('127.0.0.1', port)).rejects.toThrow(
      new PlatformError(
        `PORT=${port} is in use on HOST=127.0.0.1: end the program that uses it, or set another PORT.`,
      ),
    );
  });

  it.each(['192.0.2.1', '2001:db8::1', 'no-such-host.invalid'])(
    'says in one sentence that %s is not ours',
    async host => {
      await expect(listen(host, await getPort())).rejects.toThrow(
        new RegExp(
          `^HOST=${host} is no address of this machine: set 127\\.0\\.0\\.1 or ::1 \\(this machine alone\\), `,
          'u',
        ),
      );
    },
  );
});
