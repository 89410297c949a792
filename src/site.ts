/** A label for more than this is none; hosts may have 253 characters. */
const LONGEST_HOST = 40;

/** @returns what a link to a page is called: "OpenReview", or the site's host, or "Web page" for none that is short */
export function siteName(url: string): string {
  const host = URL.canParse(url) ? new URL(url).hostname.replace(/^www\./u, '') : '';
  if (host === 'openreview.net' || host.endsWith('.openreview.net')) return 'OpenReview';
  return host === '' || host.length > LONGEST_HOST ? 'Web page' : host;
}
