import type { Actor } from '../../events/index.ts';
import { type ChangeParts, changeMail } from './change-mail.ts';
import type { MailEngagements } from './record.ts';
import { type Views, withVisits, withVisitsAnew } from './rules-mail.ts';

const actor: Actor = { kind: 'system', id: 'score-leads' };

type Mails = readonly MailEngagements[];

/** Lets visits of the lead prove the clicks that they began with. Answers the mails as they stand then. */
export function proveByVisits(mails: Mails, visits: readonly Views[], parts: ChangeParts): Promise<MailEngagements[]> {
  return prove(mails, (mail) => withVisits(mail, visits), parts);
}

/** The same from the beginning, with all visits there are: what was proved by a device that is somebody else's now is held again. */
export function proveAnew(mails: Mails, visits: readonly Views[], parts: ChangeParts): Promise<MailEngagements[]> {
  return prove(mails, (mail) => withVisitsAnew(mail, visits), parts);
}

/** Writes only what changes, and asks for no score: whoever proves is scoring. */
function prove(mails: Mails, rule: (mail: MailEngagements) => MailEngagements, parts: ChangeParts): Promise<MailEngagements[]> {
  return Promise.all(
    mails.map(async (mail) => {
      if (rule(mail) === mail) return mail;
      const { leadId, mailId } = mail;
      const cause = { by: actor, causationId: mailId };
      const { after = mail } = await changeMail(leadId, mailId, (known) => known && rule(known), cause, parts);
      return after;
    }),
  );
}
