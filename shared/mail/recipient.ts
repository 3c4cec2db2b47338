import type { MailKind } from '../../events/index.ts';
import { userKind } from '../access/user-config.ts';
import type { CompanyConfig } from '../company/company-config.ts';
import { repKind } from '../routing/rep-config.ts';
import { readAddress } from './address.ts';
import { type AddressProblem, addressProblem, mailboxesOf, ownAddresses } from './address-problem.ts';
import { addressOf } from './header-text.ts';
import { readLastMail } from './mailbox.ts';
import type { ProductParts } from './product.ts';
import type { AddressState, LastMail } from './record.ts';

/** What decides whether an address is written to. */
export interface RecipientFacts {
  readonly address: AddressState;
  /** The last mail of the kind to the mailbox behind the address. */
  readonly lastMail: LastMail | undefined;
  readonly addressProblem: AddressProblem | null;
}

/** What the facts of a receiver are read with. */
export type RecipientParts = Pick<ProductParts, 'table' | 'digests' | 'config'> & { readonly sender: Pick<ProductParts['sender'], 'from'> };

type People = ReadonlyMap<string, { readonly email: string }>;

/** By the documents of a version, which stay the same object while it is in force: a company may have ten thousand people, and a mail asks for one. */
const knownMailboxes = new WeakMap<People, ReadonlySet<string>>();

function mailboxesIn(people: People): ReadonlySet<string> {
  const mailboxes = knownMailboxes.get(people) ?? mailboxesOf([...people.values()].map(({ email }) => email));
  knownMailboxes.set(people, mailboxes);
  return mailboxes;
}

/** Reads what speaks against a mail of a kind to an address. */
export async function readRecipient(kind: MailKind, email: string, company: CompanyConfig, parts: RecipientParts): Promise<RecipientFacts> {
  const [known, lastMail] = await Promise.all([readAddressFacts(email, company, parts), readLastMail(parts, kind, email)]);
  return { ...known, lastMail };
}

/** Reads what speaks against any mail to an address. */
export async function readAddressFacts(
  email: string,
  company: CompanyConfig,
  parts: RecipientParts,
): Promise<Omit<RecipientFacts, 'lastMail'>> {
  const [address, reps, users] = await Promise.all([
    readAddress(parts, email),
    parts.config.current(repKind),
    parts.config.current(userKind),
  ]);
  const own = ownAddresses([addressOf(parts.sender.from), company.email], [mailboxesIn(reps.documents), mailboxesIn(users.documents)]);
  return { address, addressProblem: addressProblem(email, own) };
}
