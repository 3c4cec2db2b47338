import { z } from 'zod';

/** What a company may want to know of an address without knowing the address. */
export const MailKind = z.enum(['free', 'company', 'disposable', 'role']);
export type MailKind = z.infer<typeof MailKind>;
