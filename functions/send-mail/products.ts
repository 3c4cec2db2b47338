import type { MailProducts } from '../../shared/mail/index.ts';
import * as notices from '../../shared/notices/index.ts';
import * as nurture from '../../shared/nurture/index.ts';

/** Every mail that Phễu sends, by its kind: what the rooms of mails offer. One that is missing here is missing in the `index.ts` of its room. */
export const mailProducts: MailProducts = { ...notices, ...nurture };
