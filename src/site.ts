import { webLink } from './web-link.ts';

/** A label for more than this is none; hosts may have 253 characters. */
const LONGEST_HOST = 40;

/** @returns what a link to a page is called: "OpenReview", or the site's host, or "Web page" for none that is short */
export function siteName(url: string): string {
  const address = webLink(url);
  const host = address === null ? '' : new URL(address).hostname.replace(/^www\./u, '');
  if (host === 'openreview.net' || host.endsWith('.openreview.net')) return 'OpenReview';
  return host === '' || host.length > LONGEST_HOST ? 'Web page' : host;
}

/** Where OpenReview shows papers. */
const PAPER_HOSTS = ['openreview.net', 'www.openreview.net'];
const PAPER_PATHS = ['/forum', '/pdf'];

/** @returns what stands as the id in a link to a paper on OpenReview, null where it is a link to anything else */
export function linkedPaper(url: string): string | null {
  const address = webLink(url);
  if (address === null) return null;
  const { hostname, port, pathname, searchParams } = new URL(address);
  return PAPER_HOSTS.includes(hostname) && port === '' && PAPER_PATHS.includes(pathname)
    ? searchParams.get('id')
    : null;
}
