import type { MailKind, MailRequestOf } from '../../events/index.ts';
import { cleanText, cutGraphemes } from '../identity/index.ts';
import { type Locale, readLead } from '../leads/index.ts';
import {
  type BegunMail,
  closeDigest,
  defineMail,
  filled,
  type Gathered,
  leaveOutOfDigest,
  type Mail,
  type MailProduct,
  type PreparedMail,
  type ProductParts,
  readMail,
  valuesIn,
} from '../mail/index.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { digest, LeadId, RepId } from '../platform/ids.ts';
import { repKind } from '../routing/rep-config.ts';
import { assignedNotice } from './assigned.ts';
import { localeOf } from './card-facts.ts';
import { templates } from './generated/templates.ts';
import { hotNotice } from './hot.ts';
import { repeatNotice } from './repeat.ts';
import { isStillTheirs, planDigest } from './rules-notices.ts';
import { sequenceNotice } from './sequence-notice.ts';

/** A digest shows of a message what fits on a screen beside the others; the record has the whole. */
const maxMessage = 300;
/** As many names as a subject shows on a phone. */
const namesInSubject = 3;

/** A kind of notice that digests list: its product, and what a rep is told by it. */
interface ListedKind {
  readonly product: MailProduct;
  readonly what: Readonly<Record<Locale, string>>;
}

const listedKinds: Readonly<Partial<Record<MailKind, ListedKind>>> = {
  assignedNotice: { product: assignedNotice, what: { vi: 'Lead mới của anh/chị', en: 'Your new lead' } },
  repeatNotice: { product: repeatNotice, what: { vi: 'Khách gửi lại biểu mẫu', en: 'A customer posted again' } },
  hotNotice: { product: hotNotice, what: { vi: 'Lead trở nên nóng', en: 'A lead became hot' } },
  sequenceNotice: { product: sequenceNotice, what: { vi: 'Chuỗi chăm sóc báo', en: 'From a sequence' } },
};

/** Lists the notices that a rep was not sent one by one, each as it would read now: what is not theirs any more is left out. */
export const digestNotice = defineMail({
  kind: 'digestNotice',
  audience: 'rep',
  purpose: 'notice',
  // Each comes from its own product.
  masksRows: true,
  name: ({ repId, part }) => digest(repId, part),
  async gather(request, { company }, parts) {
    const repId = RepId.parse(request.repId);
    const gathered = await closeDigest(parts.table, repId, request.part);
    const [owner, listed] = await Promise.all([
      parts.config.current(repKind).then(({ documents }) => documents.get(repId)),
      Promise.all(gathered.map((notice) => readIfReadable(notice, request, { company, parts }))),
    ]);
    return { correlationId: request.leadId, owner, listed: listed.flatMap((one) => one ?? []) };
  },
  plan: ({ facts }) => planDigest(facts.owner, facts.listed.length),
  compose({ facts: { owner, listed } }, to, parts) {
    const locale = localeOf(owner);
    const notices = listed.map(({ what, prepared }) => rowOf(what[locale], valuesIn(prepared.compose(to, parts))));
    const names = notices.map(({ leadName = '' }) => leadName);
    const values = {
      count: String(listed.length),
      names: [...new Set(names)].slice(0, namesInSubject).join(', '),
      repName: cleanText(owner?.name ?? ''),
    };
    return { ...filled(templates.digestNotice, values), lists: { notices }, locale, replyTo: null, reader: null };
  },
});

/** A notice of a digest, with what its own product makes of it. */
interface Listed {
  readonly what: ListedKind['what'];
  readonly prepared: PreparedMail;
}

/** One notice that nobody can read must not keep the others from the rep: it stays `inDigest`, and a person is told. */
async function readIfReadable(...[notice, request, by]: Parameters<typeof readNotice>): Promise<Listed | undefined> {
  try {
    return await readNotice(notice, request, by);
  } catch (error) {
    if (!(error instanceof CorruptItemError)) throw error;
    by.parts.log.error('a digest leaves out a notice that cannot be read', error, { leadId: notice.leadId, mailId: notice.mailId });
    return undefined;
  }
}

/** Prepares a notice as its own product would, or notes why the digest leaves it out. */
async function readNotice(
  notice: Gathered,
  { repId, part }: MailRequestOf<'digestNotice'>,
  { company, parts }: { readonly company: BegunMail['company']; readonly parts: ProductParts },
): Promise<Listed | undefined> {
  const mail = await readMail(parts.table, notice.leadId, notice.mailId);
  if (mail?.status !== 'inDigest' || mail.digest !== part) return undefined;
  const lead = readLead(parts.table, LeadId.parse(mail.askedBy.leadId), { consistent: true });
  const listed = await prepare(mail, { lead, company }, parts);
  if (listed && isStillTheirs(mail.askedBy, listed.prepared.lead, repId)) return listed;
  await leaveOutOfDigest(parts.table, notice, part, listed ? 'ownerChanged' : 'leadGone');
  return undefined;
}

async function prepare({ askedBy }: Mail, begun: BegunMail, parts: ProductParts): Promise<Listed | undefined> {
  const kind = listedKinds[askedBy.kind];
  const prepared = await kind?.product.prepare(askedBy, begun, parts);
  return kind && prepared && { what: kind.what, prepared };
}

function beginningOf(message: string): string {
  const beginning = cutGraphemes(message, maxMessage);
  return beginning === message ? message : `${beginning.trimEnd()}…`;
}

/** What a digest may show of a notice: all that its own mail does, and why the rep is told. Not every kind of notice gives a reason. */
function rowOf(what: string, card: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return { reason: '', ...card, what, message: beginningOf(card.message ?? '') };
}
