import type { MailRequestOf } from '../../events/index.ts';
import { maskingOf, readMaskRules } from '../access/index.ts';
import { cleanText } from '../identity/index.ts';
import { type Lead, type Locale, readLeads } from '../leads/index.ts';
import { defineMail, filled, hideValues } from '../mail/index.ts';
import { digest, RepId } from '../platform/ids.ts';
import { repKind } from '../routing/rep-config.ts';
import { readOverdue, type WorkRow } from '../tasks/index.ts';
import { localeOf } from './card-facts.ts';
import { withNumberUrl } from './card-values.ts';
import { quietOf } from './choice.ts';
import { templates } from './generated/templates.ts';
import { repHears } from './hearer.ts';
import { takeMorning } from './overdue-turn.ts';
import { planDigest } from './rules-notices.ts';
import { whenHeard } from './rules-quiet.ts';
import { personValues, taskNumberUrl, taskValues } from './task-values.ts';

/** As many as somebody reads on a phone; who has more overdue needs no longer list, but fewer tasks. */
const mostListed = 30;

/** Lists what a rep has not done, on the morning of a working day: one mail for each rep and morning, none where nothing is left to do. */
export const overdueNotice = defineMail({
  kind: 'overdueNotice',
  audience: 'rep',
  purpose: 'notice',
  masksRows: true,
  name: ({ repId, morning }) => digest(repId, morning),
  async gather({ leadId, repId, morning }, _begun, parts) {
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
    const quiet = await quietOf(parts.table, repHears(owner));
    return { correlationId: leadId, owner, quiet, leads, masks, now: parts.clock(), listed, hasMore: rows.length > mostListed };
  },
  plan: ({ company, facts }, now) =>
    whenHeard(planDigest(facts.owner, facts.listed.length), { rep: facts.owner, quiet: facts.quiet, company }, now),
  compose({ request, company, facts: { owner, leads, masks, now, listed, hasMore } }, _to, { sender }) {
    const locale = localeOf(owner);
    const count = `${listed.length}${hasMore ? '+' : ''}`;
    const words = { locale, timeZone: company.timeZone };
    const tasks = listed.map((row) => {
      const lead = leads.get(row.leadId);
      const masking = maskingOf(lead ?? null, masks);
      return withNumberUrl(
        hideValues(rowOf(row, lead, request, words), masking),
        taskNumberUrl({ ...row, ownerRepId: RepId.parse(request.repId) }, masking, now, sender),
      );
    });
    const values = { count, more: hasMore ? String(mostListed) : '', repName: cleanText(owner?.name ?? '') };
    return { ...filled(templates.overdueNotice, values), lists: { tasks }, locale, replyTo: null, reader: null };
  },
  guards: ({ mailId, request }, _to, { now }) => [
    { write: takeMorning(request, mailId, now), refused: () => ({ act: 'skip', why: 'toldThisMorning' }) },
  ],
});

function rowOf(
  row: WorkRow,
  lead: Lead | undefined,
  { repId }: MailRequestOf<'overdueNotice'>,
  words: { readonly locale: Locale; readonly timeZone: string },
) {
  return { ...taskValues(row, words), ...personValues(lead, { ...row, ownerRepId: RepId.parse(repId) }, words.locale) };
}
