import { defineMail } from '../mail/index.ts';
import { postName } from '../mail-requests/index.ts';
import { templates } from './generated/templates.ts';
import { mailboxTurn } from './mailbox-turn.ts';
import { gatherPost } from './post-facts.ts';
import { planFollowUp } from './rules-receiver.ts';
import { writeToSubmitter } from './to-submitter.ts';

/** Asks a person, two days after the post, whether we reached them. */
export const followUp = defineMail({
  kind: 'followUp',
  audience: 'lead',
  purpose: 'service',
  name: postName,
  gather: (request, begun, parts) => gatherPost('followUp', request, begun, parts),
  plan: (matter, now) => planFollowUp(matter, now),
  compose: (matter, to, parts) => writeToSubmitter(templates.followUp, matter, to, parts),
  guards: (_matter, to, parts) => [mailboxTurn(to, parts)],
});
