/** What fails before anything is said: looking up the address, and connecting to it. */
const CALLS = ['getaddrinfo', 'connect'];
const CODES = ['UND_ERR_CONNECT_TIMEOUT'];

/**
 * @param error what fetch or undici threw, or what holds that as its cause
 * @returns whether the request surely never left: there was no connection to send it on
 */
export function wasNeverSent(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  // Node tries each address that a name has, and tells of all of them.
  if (error instanceof AggregateError) return error.errors.length > 0 && error.errors.every(wasNeverSent);
  const { syscall, code }: NodeJS.ErrnoException = error;
  return CALLS.includes(syscall ?? '') || CODES.includes(code ?? '') || wasNeverSent(error.cause);
}
