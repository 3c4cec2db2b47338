import type { MailKind } from '../../events/index.ts';
import { type Locale, readLead, readLeads } from '../leads/index.ts';
import {
  type BegunMail,
  closeDigest,
  type DigestReader,
  type Gathered,
  leaveOutOfDigest,
  type Mail,
  type MailProduct,
  type PreparedMail,
  type ProductParts,
  readGathered,
  readMail,
} from '../mail/index.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { LeadId } from '../platform/ids.ts';

/** A kind of notice that digests list: its product, and what its reader is told by it. */
export interface ListedKind {
  readonly product: MailProduct;
  readonly what: Readonly<Record<Locale, string>>;
}
export type ListedKinds<Kind extends ListedKind = ListedKind> = Readonly<Partial<Record<MailKind, Kind>>>;

/** A notice of a digest, with what its own product makes of it. */
export interface Listed<Kind extends ListedKind = ListedKind> {
  readonly kind: Kind;
  readonly prepared: PreparedMail;
}

/** What a digest lists. */
interface DigestRules<Kind extends ListedKind> {
  readonly kinds: ListedKinds<Kind>;
  /** Why a notice that was left to it is none of its reader's by now; null: it is listed. */
  whyNot(mail: Mail, prepared: PreparedMail): string | null;
}

interface Whose {
  readonly reader: DigestReader;
  readonly part: string;
}

interface By {
  readonly company: BegunMail['company'];
  readonly parts: ProductParts;
}

/** Closes a digest and reads its notices, each as it would read now; notes of the others why they are left out. */
export async function readDigest<Kind extends ListedKind>(whose: Whose, rules: DigestRules<Kind>, by: By): Promise<Listed<Kind>[]> {
  const gathered = await closeDigest(by.parts.table, whose.reader, whose.part);
  const listed = await Promise.all(gathered.map((notice) => readIfReadable(notice, whose, rules, by)));
  return listed.flatMap((one) => one ?? []);
}

/** Finds a lead of a digest that is there: it is kept with the one that began it, which may be gone when it is due. */
export async function leadOfDigest({ reader, part }: Whose, { table }: Pick<ProductParts, 'table'>): Promise<LeadId | undefined> {
  const gathered = await readGathered(table, reader, part);
  const leadIds = gathered.map(({ leadId }) => leadId);
  const [found] = (await readLeads(table, leadIds, { consistent: true, onMalformed: () => undefined })).values();
  return found?.leadId;
}

/** One notice that nobody can read must not keep the others from their reader: it stays `inDigest`, and a person is told. */
async function readIfReadable<Kind extends ListedKind>(
  notice: Gathered,
  whose: Whose,
  rules: DigestRules<Kind>,
  by: By,
): Promise<Listed<Kind> | undefined> {
  try {
    return await readNotice(notice, whose, rules, by);
  } catch (error) {
    if (!(error instanceof CorruptItemError)) throw error;
    by.parts.log.error('a digest leaves out a notice that cannot be read', error, { leadId: notice.leadId, mailId: notice.mailId });
    return undefined;
  }
}

/** Prepares a notice as its own product would, or notes why the digest leaves it out. */
async function readNotice<Kind extends ListedKind>(
  notice: Gathered,
  { part }: Whose,
  { kinds, whyNot }: DigestRules<Kind>,
  { company, parts }: By,
): Promise<Listed<Kind> | undefined> {
  const mail = await readMail(parts.table, notice.leadId, notice.mailId);
  if (mail?.status !== 'inDigest' || mail.digest !== part) return undefined;
  const kind = kinds[mail.askedBy.kind];
  const lead = readLead(parts.table, LeadId.parse(mail.askedBy.leadId), { consistent: true });
  const prepared = await kind?.product.prepare(mail.askedBy, { lead, company }, parts);
  const why = kind && prepared ? whyNot(mail, prepared) : 'leadGone';
  if (kind && prepared && why === null) return { kind, prepared };
  await leaveOutOfDigest(parts.table, notice, part, why ?? 'leadGone');
  return undefined;
}
