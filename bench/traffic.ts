import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Stands between a process and its engine, and counts what goes through. */
export interface Traffic {
  /** Where the engine seems to be. */
  readonly url: string;
  /** @returns the bytes since it was last asked, both ways */
  take(): number;
  close(): Promise<void>;
}

export async function openTraffic(engine: string): Promise<Traffic> {
  const { hostname, port } = new URL(engine);
  let bytes = 0;
  const open = new Set<Socket>();
  const server = createServer(near => {
    const far = connect(Number(port), hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from);
      from.on('data', data => {
        bytes += data.length;
        to.write(data);
      });
      from.on('error', () => to.destroy());
      from.on('close', () => {
        open.delete(from);
        to.end();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}`,
    take: () => {
      const taken = bytes;
      bytes = 0;
      return taken;
    },
    close: async () => {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
