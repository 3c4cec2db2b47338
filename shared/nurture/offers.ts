import type { z } from 'zod';
import { type Offer, offersOf } from '../confirming/index.ts';
import type { BegunMail, ProductParts } from '../mail/index.ts';
import { SubmissionRef } from '../platform/ids.ts';
import { isProposedBy, readOpenProposals } from '../proposals/index.ts';

/** Finds what a post proposed that its person may take over; nothing, and no read, for a record where nothing waits. */
export async function gatherOffers(post: z.input<typeof SubmissionRef>, begun: BegunMail, { table }: ProductParts): Promise<Offer[]> {
  const lead = await begun.lead;
  if (!lead) return [];
  const ref = SubmissionRef.parse(post);
  const open = await readOpenProposals(table, lead, { consistent: true });
  return offersOf(
    lead,
    // A later post may have said the same before this mail: it need not bring a mail of its own, e.g. when it came by the number alone.
    open.filter((proposal) => isProposedBy(proposal, ref)),
  );
}
