/**
 * @param base what a relative address is relative to
 * @returns the address, or null where it is none
 */
export function parseUrl(address: string, base?: string): URL | null {
  // Not by URL.canParse: Node 20's says no to an ä in a host once V8 has compiled what calls it.
  try {
    return new URL(address, base);
  } catch {
    return null;
  }
}
