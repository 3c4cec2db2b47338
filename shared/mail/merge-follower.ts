import { defineMergeFollower, type FindFollowing, type Lead } from '../leads/index.ts';
import type { Digests } from '../platform/digests.ts';
import { keys } from '../platform/keys.ts';
import { piecesOf } from '../platform/pieces.ts';
import { askFor } from '../work/index.ts';
import { namedInPiece, nameMailsWork } from './name-mails.ts';
import { nameMail, readMails } from './store.ts';

/** In the transaction of the undo; work does the rest. */
const namedAtOnce = 15;

/** Finds mails to an address that only the other lead has. They stay where they are begun; what is done with them is that lead's. */
const mailsOfLoser: FindFollowing = async ({ spans, survivor, loser }, { table, digests }) => {
  const others = addressesOf(survivor, digests);
  const own = new Set([...addressesOf(loser, digests)].filter((address) => !others.has(address)));
  const found = await Promise.all(
    spans.map(async ({ leadId, since, until }) =>
      (await readMails(table, leadId, { consistent: true })).filter(
        ({ address, ofLead, plannedAt = '' }) =>
          address !== undefined && own.has(address) && ofLead === undefined && plannedAt > since && (until === null || plannedAt <= until),
      ),
    ),
  );
  const mails = found.flat().map(({ leadId, mailId }) => ({ leadId, mailId }));
  return {
    items: mails.map(({ leadId, mailId }) => ({ leadId, sk: keys.engagements(leadId, mailId).sk })),
    count: mails.length,
    writes: mails.slice(0, namedAtOnce).map((mail) => nameMail(mail, loser.leadId)),
    work: piecesOf(mails.slice(namedAtOnce), namedInPiece).map((piece) => askFor(nameMailsWork, { ofLead: loser.leadId, mails: piece })),
  };
};

const addressesOf = ({ email, emails = [] }: Lead, digests: Pick<Digests, 'address'>): Set<string> =>
  new Set([email, ...emails].flatMap((address) => (address === null ? [] : [digests.address(address)])));

export const mailsFollower = defineMergeFollower({
  capability: 'mail',
  items: [keys.mailPrefix],
  merge: 'stays',
  undo: mailsOfLoser,
  tells: 'mails',
});
