import { noEvidence } from '../../shared/leads/index.ts';
import { EntryId, LeadId } from '../../shared/platform/ids.ts';
import type { LeadFacts } from '../../shared/segments/index.ts';
import type { Cause, SeenEvent } from '../../shared/sequences/index.ts';
import { SequenceConfig } from '../../shared/sequences/sequence-config.ts';

/** Makes a sequence of steps as people write them. @throws where they could not be published */
export function sequenceOf(steps: readonly object[], change: object = {}): SequenceConfig {
  const names = { vi: 'Thử', en: 'Trial' };
  return SequenceConfig.parse({
    id: 'thu',
    names,
    state: 'on',
    priority: 5,
    triggers: [{ on: 'manual' }],
    reentry: 'never',
    steps,
    ...change,
  });
}

export const texts = { vi: 'Gọi', en: 'Call' };
export const task = (id: string, more: object = {}) => ({ id, do: 'task', titles: texts, ...more });
export const notice = (id: string, more: object = {}) => ({ id, do: 'notice', texts, ...more });
export const mail = (id: string, more: object = {}) => ({ id, do: 'mail', template: 'chao', ...more });
export const wait = (id: string, more: object) => ({ id, do: 'wait', ...more });

/** The facts of somebody of whom little is known. */
export const plainFacts: LeadFacts = {
  region: 'south',
  province: '79',
  kind: 'b2c',
  sources: ['contact'],
  campaign: null,
  products: [],
  tags: [],
  fields: new Map(),
  profile: new Map(),
  registrations: new Map(),
  locale: 'vi',
  consents: ['contact', 'newsletter'],
  stage: 'lead',
  status: 'active',
  evidence: noEvidence,
  moments: { created: 0, active: 0, stageSince: 0, statusSince: 0, lastPaid: null, lastOrdered: null },
  netPaid: new Map(),
  bought: [],
  leftCart: false,
  timeZone: 'Asia/Ho_Chi_Minh',
};

/** Something that put a lead into a sequence. */
export function causeAt(happenedAt: Date, entryId = 'T1'): Cause {
  return { leadId: LeadId.parse('L1'), entryId: EntryId.parse(entryId), happenedAt, about: {}, sequenceVersion: 1 };
}

/** An entry of a lead's history. */
export function seenAt(at: Date, type = 'purchase.recorded', data: SeenEvent['data'] = {}): SeenEvent {
  return { entryId: EntryId.parse(`T${at.getTime()}`), type, at, data };
}
