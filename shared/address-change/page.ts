import type { Company, ConfirmingParts } from '../confirming/index.ts';
import type { Locale } from '../leads/index.ts';

export type AddressChangeParts = ConfirmingParts;

/** What the pages of a changed address say. Which address a record has, and whether one is known, stands in none. */
export type AddressPage =
  | { readonly kind: 'unknown'; readonly company: Company }
  | { readonly kind: 'expired' | 'over'; readonly company: Company; readonly locale: Locale }
  /** What was typed is none, or its mailbox is asked. */
  | { readonly kind: 'misspelt' | 'asked'; readonly company: Company; readonly locale: Locale; readonly backPath: string }
  /** Asks the mailbox of the new address. */
  | { readonly kind: 'confirm' | 'confirmed'; readonly company: Company; readonly locale: Locale };
