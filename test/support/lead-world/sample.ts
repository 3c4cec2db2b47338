import { Submission } from '../../../shared/capture/index.ts';
import { Lead, noEvidence } from '../../../shared/leads/index.ts';
import { DecisionId } from '../../../shared/platform/ids.ts';
import { postRef } from '../post-ref.ts';

export const startAt = Date.parse('2026-11-22T03:00:00.000Z');
export const decisionId = DecisionId.parse('D1');

/** A lead of the south that has an owner, with changes. */
export function sampleLead(changes: Partial<Lead> = {}): Lead {
  const at = new Date(startAt).toISOString();
  return Lead.parse({
    leadId: 'L1',
    version: 2,
    createdAt: at,
    updatedAt: at,
    fullName: 'Nguyễn Thị Hường',
    nameKey: 'nguyen thi huong',
    email: 'huong@example.com',
    phone: { raw: '0912345678', e164: '+84912345678', valid: true, type: 'mobile', claimed: true },
    extraPhones: [],
    company: 'Sông Thu',
    title: null,
    region: { provinceCode: '79', provinceName: 'Hồ Chí Minh', macroRegion: 'south', formerCode: null, reason: 'given', raw: 'TP.HCM' },
    products: ['pos'],
    locale: 'vi',
    stage: 'lead',
    status: 'active',
    evidence: { ...noEvidence, fit: 'C' },
    companyId: null,
    mergedInto: null,
    owner: { repId: 'rep-lan', poolId: 'south', since: at, decisionId },
    routing: null,
    source: { origin: 'inbound', first: { ...postRef('s1'), at, pageUrl: null, referrer: null, utm: {} } },
    consent: {},
    tags: [],
    extra: {},
    openProposals: false,
    ...changes,
  });
}

/** A post that says what the lead's record says. */
export function samplePost(lead: Lead, submissionId = 's1', changes: Partial<Submission> = {}): Submission {
  const { fullName, email, phone, products } = lead;
  const fields = { fullName, email, phone: phone?.raw, product: products.at(-1) };
  return Submission.parse({
    channel: 'form',
    sourceId: 'contact',
    submissionId,
    contentHash: 'h',
    receivedAt: lead.createdAt,
    formVersion: 1,
    fields: Object.fromEntries(Object.entries(fields).filter(([, value]) => value)),
    extra: {},
    droppedFiles: [],
    context: { pageUrl: null, referrer: null, utm: {}, visitorId: null, locale: lead.locale },
    consent: [],
    sender: { honeypotFilled: false, token: 'absent', addressHash: 'a', agentHash: 'b' },
    ...changes,
  });
}
