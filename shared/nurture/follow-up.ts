import { defineMail, filled, takeMailboxTurn } from '../mail/index.ts';
import { postName } from '../mail-requests/index.ts';
import { templates } from './generated/templates.ts';
import { gatherPost } from './post-facts.ts';
import { readerOf } from './reader.ts';
import { mailboxPauseMs, planFollowUp } from './rules-receiver.ts';
import { submitterValues } from './submitter-values.ts';

/** Asks a person, two days after the post, whether we reached them. */
export const followUp = defineMail({
  kind: 'followUp',
  audience: 'lead',
  purpose: 'service',
  name: postName,
  gather: (request, begun, parts) => gatherPost('followUp', request, begun, parts),
  plan: (matter, now) => planFollowUp(matter, now),
  compose({ lead, company, facts: { submitter, submission, form } }, to, { digests }) {
    const locale = submitter?.locale ?? company.defaultLocale;
    const reader = readerOf(to, lead, submission, digests);
    return { ...filled(templates.followUp, submitterValues(submitter, form, locale)), locale, replyTo: company.email, reader };
  },
  guards: (_matter, to, parts) => [
    {
      write: takeMailboxTurn(to, parts.planned, { ...parts, pauseMs: mailboxPauseMs }),
      refused: () => ({ act: 'skip', why: 'writtenLately' }),
    },
  ],
});
