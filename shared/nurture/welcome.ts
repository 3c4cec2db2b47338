import { defineMail, readLastMail } from '../mail/index.ts';
import { postName } from '../mail-requests/index.ts';
import { templates } from './generated/templates.ts';
import { mailboxTurn } from './mailbox-turn.ts';
import { gatherPost } from './post-facts.ts';
import { afterAnotherWelcome, planWelcome } from './rules-receiver.ts';
import { writeToSubmitter } from './to-submitter.ts';

/** Thanks a person for the post and says what happens next. */
export const welcome = defineMail({
  kind: 'welcome',
  audience: 'lead',
  purpose: 'service',
  name: postName,
  gather: (request, begun, parts) => gatherPost('welcome', request, begun, parts),
  plan: (matter, now) => planWelcome(matter, now),
  compose: (matter, to, parts) => writeToSubmitter(templates.welcome, matter, to, parts),
  guards: ({ lead }, to, parts) => [
    mailboxTurn(to, parts, async () => {
      const lastMail = await readLastMail(parts, 'welcome', to, { consistent: true });
      return afterAnotherWelcome({ lead, facts: { lastMail } });
    }),
  ],
});
