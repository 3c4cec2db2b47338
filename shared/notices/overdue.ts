import type { MailRequestOf } from '../../events/index.ts';
import { type MaskRules, maskingOf, nothingMasked, readMaskRules } from '../access/index.ts';
import type { CompanyConfig } from '../company/company-config.ts';
import { cleanText } from '../identity/index.ts';
import { type Lead, readLeads } from '../leads/index.ts';
import { defineMail, filled, hideValues, mailId } from '../mail/index.ts';
import { digest, type LeadId, RepId } from '../platform/ids.ts';
import { type RepConfig, repKind } from '../routing/rep-config.ts';
import type { LinkMaker } from '../signed-links/index.ts';
import { readOverdue, type WorkRow } from '../tasks/index.ts';
import { localeOf } from './card-facts.ts';
import { withNumberUrl } from './card-values.ts';
import { channelGuards, channelsOf } from './channels.ts';
import { quietOf } from './choice.ts';
import { templates } from './generated/templates.ts';
import { repHears } from './hearer.ts';
import { takeMorning } from './overdue-turn.ts';
import { planDigest } from './rules-notices.ts';
import { whenHeard } from './rules-quiet.ts';
import { personValues, taskLeadUrl, taskNumberUrl, taskValues } from './task-values.ts';
import { listedText } from './telegram-text.ts';

/** As many as somebody reads on a phone; who has more overdue needs no longer list, but fewer tasks. */
const mostListed = 30;

/** Lists what a rep has not done, on the morning of a working day: one mail for each rep and morning, none where nothing is left to do. */
export const overdueNotice = defineMail({
  kind: 'overdueNotice',
  audience: 'rep',
  purpose: 'notice',
  masksRows: true,
  name: nameOf,
  async gather(request, _begun, parts) {
    const { leadId, repId, morning } = request;
    const rep = RepId.parse(repId);
    const rows = await readOverdue(parts.table, rep, morning, mostListed + 1);
    const listed = rows.slice(0, mostListed);
    const [owner, leads, masks] = await Promise.all([
      parts.config.current(repKind).then(({ documents }) => documents.get(rep)),
      readLeads(
        parts.table,
        listed.map((row) => row.leadId),
      ),
      readMaskRules(parts.config),
    ]);
    const [quiet, channels] = await Promise.all([
      quietOf(parts.table, repHears(owner)),
      channelsOf(repHears(owner), mailId('overdueNotice', nameOf(request)), parts),
    ]);
    return { correlationId: leadId, owner, quiet, channels, leads, masks, now: parts.clock(), listed, hasMore: rows.length > mostListed };
  },
  plan: ({ company, facts }, now) =>
    whenHeard(planDigest(facts.owner, facts.listed.length), { rep: facts.owner, quiet: facts.quiet, company }, now),
  compose(matter, _to, { sender }) {
    const { owner, listed, hasMore } = matter.facts;
    const values = {
      count: countOf(matter.facts),
      more: hasMore ? String(listed.length) : '',
      repName: cleanText(owner?.name ?? ''),
    };
    const lists = { tasks: rowsOf(matter, sender) };
    return { ...filled(templates.overdueNotice, values), lists, locale: localeOf(owner), replyTo: null, reader: null };
  },
  guards: (matter, _to, parts) => [
    { write: takeMorning(matter.request, matter.mailId, parts.now), refused: () => ({ act: 'skip', why: 'toldThisMorning' }) },
    // Each row is masked by what holds for its lead.
    ...channelGuards({ ...matter, masking: nothingMasked }, () => textOf(matter.facts, rowsOf(matter, parts.sender)), parts),
  ],
});

function nameOf({ repId, morning }: MailRequestOf<'overdueNotice'>): string {
  return digest(repId, morning);
}

interface Overdue {
  readonly request: MailRequestOf<'overdueNotice'>;
  readonly company: CompanyConfig;
  readonly facts: Listed & { readonly leads: ReadonlyMap<LeadId, Lead>; readonly masks: MaskRules; readonly now: Date };
}

interface Listed {
  readonly owner: RepConfig | undefined;
  readonly listed: readonly WorkRow[];
  readonly hasMore: boolean;
}

const countOf = ({ listed, hasMore }: Listed): string => `${listed.length}${hasMore ? '+' : ''}`;

function rowsOf({ request, company, facts: { owner, listed, leads, masks, now } }: Overdue, maker: LinkMaker) {
  const words = { locale: localeOf(owner), timeZone: company.timeZone };
  return listed.map((row) => {
    const lead = leads.get(row.leadId);
    const masking = maskingOf(lead ?? null, masks);
    const task = { ...row, ownerRepId: RepId.parse(request.repId) };
    const person = personValues(lead, task, words.locale);
    const shown = { ...taskValues(row, words), ...person, leadUrl: taskLeadUrl(task, person, company) };
    return withNumberUrl(hideValues(shown, masking), taskNumberUrl(task, masking, now, maker));
  });
}

/** What is overdue as a message of Telegram. */
function textOf(listed: Listed, rows: ReturnType<typeof rowsOf>): string {
  const locale = localeOf(listed.owner);
  const title = { vi: `Việc quá hạn: ${countOf(listed)}`, en: `Overdue tasks: ${countOf(listed)}` }[locale];
  const lines = rows.map(({ what, dueAt, ...row }) => ({ ...row, what: `${what} – ${dueAt}` }));
  return listedText(title, lines, locale);
}
