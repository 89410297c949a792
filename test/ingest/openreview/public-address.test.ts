import type { LookupAddress } from 'node:dns';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPublicAddress, isPublicHost, publicLookup } from '../../../ingest/openreview/public-address.ts';

const PRIVATE = [
  '0.0.0.0',
  '0.1.2.3',
  '10.0.0.1',
  '100.64.0.1',
  '100.127.255.255',
  '127.0.0.1',
  '127.255.0.1',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.1',
  '192.0.2.1',
  '192.168.1.1',
  '198.18.0.1',
  '198.51.100.1',
  '203.0.113.1',
  '224.0.0.1',
  '239.255.255.250',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::127.0.0.1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '::ffff:10.0.0.1',
  '::ffff:0:127.0.0.1',
  '64:ff9b::7f00:1',
  '64:ff9b::10.0.0.1',
  '64:ff9b:1::1',
  '100::1',
  '2001::1',
  '2001:db8::1',
  '2002:7f00:1::1',
  'fc00::1',
  'fd00:ec2::254',
  'fe80::1',
  'fec0::1',
  'ff02::1',
];

describe('an address', () => {
  it.each(PRIVATE)('%s is not public', address => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each([
    '8.8.8.8',
    '172.15.0.1',
    '172.32.0.1',
    '100.63.0.1',
    '2606:4700::1111',
    '2a00:1450::1',
    '::ffff:8.8.8.8',
    '64:ff9b::808:808',
  ])('%s is public', address => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it('is public in no way of writing one that is not', () => {
    fc.assert(
      fc.property(fc.ipV4(), address => {
        expect(isPublicAddress(`::ffff:${address}`)).toBe(isPublicAddress(address));
        expect(isPublicAddress(`64:ff9b::${address}`)).toBe(isPublicAddress(address));
      }),
    );
  });

  it('that is none is not public', () => {
    fc.assert(fc.property(fc.domain(), text => !isPublicAddress(text)));
    for (const text of ['', ' ', 'localhost', '127.0.0.1 ', '8.8.8.8.8'])
      expect(isPublicAddress(text)).toBe(false);
  });
});

describe('the host of a URL', () => {
  it.each([
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://0x7f000001/',
    'http://0177.0.0.1/',
    'http://127.1/',
    'http://0/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://169.254.169.254./',
    'http://①②⑦.0.0.1/',
  ])('of %s is not public, however it is written', url => {
    expect(isPublicHost(new URL(url).hostname)).toBe(false);
  });

  it('that is a name is decided where it is looked up', () => {
    expect(isPublicHost('openreview.net')).toBe(true);
    for (const own of ['localhost', 'localhost.', 'a.localhost', 'LOCALHOST'])
      expect(isPublicHost(own)).toBe(false);
  });
});

describe('a name', () => {
  /** @returns what a connection would be made to, by a resolver that says these in turn */
  function found(all: boolean, ...answers: readonly (readonly string[])[]): Promise<unknown> {
    const left = [...answers];
    const lookup = publicLookup((_, __, callback) => {
      const addresses = (left.shift() ?? []).map(
        (address): LookupAddress => ({ address, family: address.includes(':') ? 6 : 4 }),
      );
      callback(null, addresses);
    });
    return new Promise((resolve, reject) => {
      lookup('rebinding.example', { all }, (error, address) =>
        error === null ? resolve(address) : reject(error),
      );
    });
  }

  it('leads to what was looked at, which is looked up once', async () => {
    expect(await found(false, ['8.8.8.8', '2606:4700::1111'], ['127.0.0.1'])).toBe('8.8.8.8');
    expect(await found(true, ['8.8.8.8'], ['127.0.0.1'])).toEqual([{ address: '8.8.8.8', family: 4 }]);
  });

  it.each([[['127.0.0.1']], [['8.8.8.8', '10.0.0.1']], [['2606:4700::1111', '::1']], [['fe80::1%eth0']]])(
    'leads nowhere where it is %j',
    async addresses => {
      for (const all of [true, false])
        await expect(found(all, addresses)).rejects.toThrow('rebinding.example, which is no public address');
    },
  );

  it('that has no address leads nowhere', async () => {
    await expect(found(true, [])).rejects.toThrow('rebinding.example has no address');
  });
});
