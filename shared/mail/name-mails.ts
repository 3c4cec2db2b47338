import { z } from 'zod';
import { LeadId, MailId } from '../platform/ids.ts';
import { ConditionFailedError } from '../platform/table.ts';
import { defineWork } from '../work/index.ts';
import { nameMail } from './store.ts';

/** More mails than the transaction of an undone merge takes, a piece each. */
export const namedInPiece = 100;

/** Says of mails whose history they are. Safe to repeat; one that is gone is left. */
export const nameMailsWork = defineWork({
  kind: 'nameMails',
  schema: z.object({ ofLead: LeadId, mails: z.array(z.object({ leadId: LeadId, mailId: MailId })).max(namedInPiece) }),
  run: async ({ ofLead, mails }, { table }) => {
    for (const mail of mails) {
      try {
        await table.transact([nameMail(mail, ofLead)]);
      } catch (error) {
        if (!(error instanceof ConditionFailedError)) throw error;
      }
    }
  },
});
