import { type LookupAddress, type LookupOptions, lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** A name leads to this machine, or into a network of its own. */
export class PrivateAddressError extends Error {
  override readonly name = 'PrivateAddressError';
}

/**
 * @param address an IP address in any of its forms
 * @returns whether it is one of the public internet: of no network of ours, no machine's own, none for many
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  // ::ffff:127.0.0.1 is 127.0.0.1.
  const known = ipaddr.process(address);
  if (known instanceof ipaddr.IPv4) return known.range() === 'unicast';
  // Networks without IPv4 reach it through addresses that hold one.
  if (known.range() === 'rfc6052')
    return isPublicAddress(new ipaddr.IPv4(known.toByteArray().slice(-4)).toString());
  return known.range() === 'unicast' && GLOBAL_UNICAST.some(([net, bits]) => known.match(net, bits));
}

/** What is given out, of all that is not reserved: https://www.iana.org/assignments/ipv6-address-space */
const GLOBAL_UNICAST = [ipaddr.IPv6.parseCIDR('2000::/3')];

/** Names of this machine, whoever is asked for them. */
const OWN_NAME = /^(?:.*\.)?localhost\.?$/iu;

/** @returns whether a URL's host may be asked: it is a name, which is looked up later, or a public address */
export function isPublicHost(hostname: string): boolean {
  const address = hostname.replace(/^\[(.*)\]$/u, '$1');
  return isIP(address) === 0 ? !OWN_NAME.test(address) : isPublicAddress(address);
}

type Resolve = (
  hostname: string,
  options: LookupOptions & { all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * Looks names up for a connection that is to be made to a public address alone. It is here that this is decided, and
 * the connection is made to what is found here: a name that is looked up twice may be another address each time.
 */
export function publicLookup(resolve: Resolve = lookup): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error !== null || first === undefined) {
        callback(error ?? new Error(`${hostname} has no address`), '', 0);
      } else if (!addresses.every(({ address }) => isPublicAddress(address))) {
        callback(new PrivateAddressError(`${hostname}, which is no public address`), '', 0);
      } else if (options.all === true) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}
