import type { MailProducts } from '../../shared/mail/index.ts';
import { assignedNotice, hotNotice, repeatNotice } from '../../shared/notices/index.ts';
import { followUp, welcome } from '../../shared/nurture/index.ts';

/** Every mail that Phễu sends, by its kind. */
export const mailProducts: MailProducts = { assignedNotice, repeatNotice, hotNotice, welcome, followUp };
