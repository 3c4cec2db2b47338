import { defineMail, filled, readLastMail, takeMailboxTurn } from '../mail/index.ts';
import { postName } from '../mail-requests/index.ts';
import { templates } from './generated/templates.ts';
import { gatherPost } from './post-facts.ts';
import { readerOf } from './reader.ts';
import { afterAnotherWelcome, mailboxPauseMs, planWelcome } from './rules-receiver.ts';
import { submitterValues } from './submitter-values.ts';

/** Thanks a person for the post and says what happens next. */
export const welcome = defineMail({
  kind: 'welcome',
  audience: 'lead',
  purpose: 'service',
  name: postName,
  gather: (request, begun, parts) => gatherPost('welcome', request, begun, parts),
  plan: (matter, now) => planWelcome(matter, now),
  compose({ lead, company, facts: { submitter, submission, form } }, to, { digests }) {
    const locale = submitter?.locale ?? company.defaultLocale;
    const reader = readerOf(to, lead, submission, digests);
    return { ...filled(templates.welcome, submitterValues(submitter, form, locale)), locale, replyTo: company.email, reader };
  },
  guards: ({ lead }, to, parts) => [
    {
      write: takeMailboxTurn(to, parts.planned, { ...parts, pauseMs: mailboxPauseMs }),
      async refused() {
        const lastMail = await readLastMail(parts, 'welcome', to, { consistent: true });
        return afterAnotherWelcome({ lead, facts: { lastMail } });
      },
    },
  ],
});
