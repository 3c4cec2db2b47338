import { hideText } from '../access/index.ts';
import { type Masking, maskIn } from '../identity/index.ts';
import type { WrittenMail } from './product.ts';

/** What is masked in the parts of a mail to our own people. */
export interface MailMasking {
  /** Of the lead that the mail is about. */
  readonly lead: Masking;
  /** Of the leads of its lists. */
  readonly rows: Masking;
}

/** Masks the numbers and addresses of leads in a mail to our own people, whatever its product put into it. */
export function hideWritten<Written extends WrittenMail>(written: Written, { lead, rows }: MailMasking): Written {
  const replyTo = written.replyTo !== null && isHidden(written.replyTo, lead) ? null : written.replyTo;
  if (!('template' in written)) {
    const { subject, html, text } = written;
    return { ...written, replyTo, subject: maskIn(subject, lead), html: maskIn(html, lead), text: maskIn(text, lead) };
  }
  const lists = Object.entries(written.lists ?? {}).map(([name, list]) => [name, list.map((row) => hideValues(row, rows))]);
  return {
    ...written,
    replyTo,
    values: hideValues(written.values, lead),
    ...(written.lists ? { lists: Object.fromEntries(lists) } : {}),
  };
}

/** Masks the values of a template, or of a row of its lists. A link that would call or write is none any more. */
export function hideValues<Values extends Readonly<Record<string, string>>>(values: Values, masking: Masking): Values {
  if (!masking.numbers && !masking.addresses) return values;
  const hidden = Object.entries(values).map(([name, value]) => [name, hideValue(name, value, masking)]);
  return Object.fromEntries(hidden) as Values;
}

/** Tells whether an address is not to be shown: because addresses are masked, or because it holds a number. */
export function isHidden(address: string, masking: Masking): boolean {
  return hideText(address, 'email', masking) !== address;
}

const addresses: ReadonlySet<string> = new Set(['email', 'replyToLead', 'replyToPosted', 'writeTo']);

function hideValue(name: string, value: string, masking: Masking): string {
  if (name.endsWith('Url')) {
    if (value.startsWith('tel:')) return masking.numbers ? '' : value;
    return value.startsWith('mailto:') && isHidden(decodeURIComponent(value.slice('mailto:'.length)), masking) ? '' : value;
  }
  return hideText(value, addresses.has(name) ? 'email' : name, masking);
}
