import type { ConsentStateView } from '../../api/leads/consent-view.ts';
import { readCompany } from '../company/index.ts';
import type { Lead } from '../leads/index.ts';
import type { ProductParts } from '../mail/index.ts';
import { formIdOf, SequenceId, StepId } from '../platform/ids.ts';
import { consentHow, topicsInForce } from '../preferences/index.ts';
import type { TopicConfig } from '../preferences/topic-config.ts';
import { type DueMail, planMails } from '../sequences/index.ts';
import { receiverOf } from './plan-sequence-mail.ts';
import { reasonWords } from './sentences.ts';
import { type ReceiverFacts, readReceiver } from './sequence-facts.ts';

/** Shows what a person agreed to and refused, and what may be mailed to them now, by what the gate decides with. */
export async function showConsent(
  lead: Lead,
  { clock, ...parts }: Pick<ProductParts, 'table' | 'config' | 'digests' | 'clock'>,
): Promise<ConsentStateView> {
  const company = await readCompany(parts.config);
  const [facts, { topics }] = await Promise.all([
    readReceiver(lead, null, company, { ...parts, sender: { from: company.email } }),
    topicsInForce(parts.config),
  ]);
  const now = clock();
  const may = (purpose: DueMail['purpose'], topicId: string | null) => mayBeSent(lead, facts, { purpose, topicId }, company, now);
  return {
    leadId: lead.leadId,
    purposes: purposesOf(lead),
    address: lead.email === null ? null : addressOf(facts, topics, now),
    mails: [may('service', null), ...topics.map(({ id }) => may('advertising', id))],
  };
}

function purposesOf({ consent }: Pick<Lead, 'consent'>): ConsentStateView['purposes'] {
  return Object.fromEntries(
    Object.entries(consent).map(([purpose, { refusedTopics: _ofAddress, confirmedAt = null, ...grant }]) => [
      purpose,
      { ...grant, confirmedAt, how: consentHow(grant), formId: formIdOf(grant) },
    ]),
  );
}

function addressOf(
  { address: { suppression, provenAt, choices } }: ReceiverFacts,
  topics: readonly TopicConfig[],
  now: Date,
): ConsentStateView['address'] {
  const stateOf = (id: TopicConfig['id']) => {
    const refused = choices?.refused[id] ?? choices?.refusedAll;
    if (refused !== undefined) return { state: 'refused', at: refused } as const;
    const confirmed = choices?.confirmed[id];
    return confirmed ? ({ state: 'confirmed', at: confirmed.at } as const) : ({ state: 'unsaid', at: null } as const);
  };
  const pausedUntil = choices?.pausedUntil;
  return {
    suppressed: suppression ?? null,
    provenAt: provenAt ?? null,
    refusedAllAt: choices?.refusedAll ?? null,
    pausedUntil: pausedUntil !== undefined && pausedUntil > now.toISOString() ? pausedUntil : null,
    topics: topics.map(({ id, names }) => ({ topicId: id, names, ...stateOf(id) })),
  };
}

/** Of a mail that is thought of only to be asked about. */
const thought = {
  sequenceId: SequenceId.parse('asked'),
  run: 1,
  stepId: StepId.parse('asked'),
  priority: 1,
  isPaused: false,
  usefulMs: Number.MAX_SAFE_INTEGER / 4,
} as const;

function mayBeSent(
  lead: Lead,
  facts: ReceiverFacts,
  { purpose, topicId }: Pick<ConsentStateView['mails'][number], 'purpose' | 'topicId'>,
  company: { readonly timeZone: string },
  now: Date,
): ConsentStateView['mails'][number] {
  const never = (reason: string) => ({ purpose, topicId, may: false, reason, until: null, text: reasonWords(reason) });
  if (lead.email !== null && facts.address.suppression) return never('suppressed');
  if (lead.email !== null && facts.addressProblem) return never(facts.addressProblem);
  const asked: DueMail = { ...thought, dueAt: now, purpose, topic: topicId };
  const [planned] = planMails([asked], receiverOf(lead, facts, company, now), now);
  if (!planned || planned.act === 'skip') return never(planned?.reason ?? 'noAddress');
  const { at, waitsFor } = planned;
  if (at <= now || waitsFor === null) return { purpose, topicId, may: true, reason: null, until: null, text: goes };
  return { purpose, topicId, may: false, reason: waitsFor, until: at.toISOString(), text: reasonWords(waitsFor) };
}

const goes = { vi: 'gửi được', en: 'may be sent' } as const;
