import { HTTPReceiver, type Logger } from '@slack/bolt';
import { messageOf, PlatformError } from '../../src/errors.ts';
import type { Transport } from './transport.ts';

const PATH = '/slack/events';

/** Slack posts to /slack/events; what is not signed by it, or five minutes ago, is refused with 401. */
export function httpTransport(signingSecret: string, port: number, logger: Logger): Transport {
  const receiver = new HTTPReceiver({ signingSecret, endpoints: PATH, port, logger });
  return {
    receiver,
    start: async () => {
      try {
        await receiver.start(port);
      } catch (error) {
        throw new PlatformError(`PORT=${port} cannot be listened on: ${messageOf(error)}`, { cause: error });
      }
      return `POST ${PATH} on port ${port}`;
    },
    stop: async () => {
      await receiver.stop();
    },
  };
}
