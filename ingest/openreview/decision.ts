import { shortVenue } from '../../src/venue.ts';

/** Where a note says, in one way or another, what became of it. */
export interface DecisionSigns {
  /** The id of the venue. */
  readonly venue: string;
  /** What the note answers, such as "ICLR.cc/2019/Conference/-/Withdrawn_Submission". */
  readonly invitation: string;
  /** The venue's id, with an ending such as "/Rejected_Submission"; '' where there is none. */
  readonly venueid: string;
  /** Such as "ICLR 2024 poster", "Submitted to ICLR 2024" or "ICLR 2024 Conference Withdrawn Submission". */
  readonly label: string | null;
  /** In words of its own, such as "Accept (Poster)". */
  readonly decision: string | null;
}

/** @returns what became of a paper, such as "Accept (poster)", "Reject" or "Withdrawn"; null before a decision */
export function decisionOf({ venue, invitation, venueid, label, decision }: DecisionSigns): string | null {
  const outcome = `${invitation.replace(/^.*\/-\//u, '')} ${venueid.slice(venue.length)} ${label ?? ''}`;
  if (/withdrawn/iu.test(outcome)) return 'Withdrawn';
  if (/desk.?rejected/iu.test(outcome)) return 'Desk rejected';
  if (decision !== null) return decision;
  if (/rejected/iu.test(outcome)) return 'Reject';
  if (label === null || /\bsubmi(?:tted|ssion)\b/iu.test(label)) return null;
  const name = `${shortVenue(venue)} `.toLowerCase();
  return label.toLowerCase().startsWith(name) ? `Accept (${label.slice(name.length)})` : label;
}
