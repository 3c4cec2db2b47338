import { formKind } from '../capture/form-config.ts';
import { readSubmissions } from '../capture/index.ts';
import { readLead } from '../leads/index.ts';
import { FormId, formIdOf, type LeadId, refText } from '../platform/ids.ts';
import { untilWritten } from '../platform/versioned.ts';
import { sendDueTimers } from '../timers/index.ts';
import { defineWork, type WorkParts } from '../work/index.ts';
import { arrived } from './arrived.ts';
import { follows } from './follows.ts';
import { ledgerFor, readLedger } from './ledger.ts';
import { moveWrites } from './move.ts';
import { type Registration, readRegistrations } from './registration.ts';
import { hasEvent, registerRequest } from './requests.ts';
import { decideArrival, isPlaceFree, registersAnew } from './rules-places.ts';
import { settlePerson } from './settle-person.ts';
import { settleEvent } from './settle-work.ts';

/** Gives the person of a post a place at the event of its form, or has them wait for one: once, however often they post and this is asked for. */
export const registerWork = defineWork({
  kind: registerRequest.kind,
  schema: registerRequest.schema,
  async run({ leadId: asked, submission: ref }, parts) {
    const formId = FormId.parse(formIdOf(ref));
    const form = (await parts.config.current(formKind)).documents.get(formId);
    if (!hasEvent(form)) return;
    const { event } = form;
    const [post] = await readSubmissions(parts.table, [ref]);
    if (!post) return;
    const result = await untilWritten(async () => {
      const lead = await readLead(parts.table, asked, { consistent: true });
      if (!lead) return 'gone';
      const [stands, known] = await Promise.all([readLedger(parts.table, formId), readRegistrations(parts.table, lead, formId)]);
      const now = parts.clock();
      const ledger = ledgerFor(formId, event, stands, now);
      if (!registersAnew(known, ledger, post)) return 'known';
      const before = known.find(({ leadId }) => leadId === lead.leadId) ?? null;
      const after = arrived({ before, formId, leadId: lead.leadId, edition: ledger.edition, post: ref, arrivedAt: post.receivedAt }, parts);
      const moved: Registration = { ...after, ...decideArrival(event, ledger, new Date(post.receivedAt)), since: now.toISOString() };
      const cause = { correlationId: refText(ref), causationId: refText(ref) };
      const act = { at: now, actor: { kind: 'submission', id: refText(ref) } as const, cause };
      const writes = [
        ...moveWrites({ lead, event, ledger, stands: stands ?? null, before, after: moved }, act, parts.ids),
        ...follows({ event, ledger, stands, before, after: moved }, now),
      ];
      await parts.table.transact(writes);
      await sendDueTimers(writes, parts);
      return moved.state;
    });
    parts.log.info('person of a post registered', { leadId: asked, formId, result });
    await settleMerged(asked, parts);
    // A place may have become free while somebody stood in the way of this person.
    const ledger = await readLedger(parts.table, formId);
    if (ledger && isPlaceFree(event, ledger, parts.clock())) await settleEvent(formId, event, parts);
  },
});

/** A merge that came meanwhile looked before this registration was there. */
async function settleMerged(leadId: LeadId, parts: WorkParts): Promise<void> {
  const lead = await readLead(parts.table, leadId, { consistent: true });
  if (lead && (lead.members ?? []).length > 0) await settlePerson({ leadId, isParted: false }, parts);
}
