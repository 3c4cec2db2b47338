import { describe, expect, it } from '@jest/globals';
import type { Lead } from '../../../shared/leads/index.ts';
import { letterBar } from '../../../shared/letters/index.ts';
import { TopicId } from '../../../shared/platform/ids.ts';
import { sampleLead } from '../../support/lead-world/sample.ts';

const topic = TopicId.parse('uu-dai');
const at = '2026-11-01T00:00:00.000Z';
const now = new Date('2026-11-10T00:00:00.000Z');
const word = (granted: boolean): Lead['consent'] => ({
  contact: { granted, at, textVersion: '1', channel: 'form', sourceId: 'contact', submissionId: 's1' } as NonNullable<
    Lead['consent']['contact']
  >,
});
const choices = (change: object) => ({ choices: { version: 1, refused: {}, confirmed: {}, ...change } });
const confirmed = { confirmed: { [topic]: { at, textVersion: '1' } } };
const nobody = { address: {}, addressProblem: null } as const;
const asked = (change: object) => ({ lead: { ...sampleLead(), email: 'huong@example.com' }, ...nobody, ...change });
const lead = (change: object) => ({ lead: { ...asked({}).lead, ...change } });

describe('a letter', () => {
  it.each([
    ['goes to whoever asked something', {}, null],
    ['goes to a shared desk', { addressProblem: 'roleAddress' }, null],
    ['goes to whoever wants no advertising', { address: choices({ refusedAll: at }) }, null],
    ['needs an address', lead({ email: null }), 'noAddress'],
    ['goes to no closed address', { address: { suppression: { reason: 'complaint', at } } }, 'suppressed'],
    ['goes to nobody of ours', { addressProblem: 'ownAddress' }, 'ownAddress'],
    ['goes to nobody who is disqualified', lead({ status: 'disqualified' }), 'disqualified'],
    ['goes to nobody who refused contact', lead({ consent: word(false) }), 'refusedContact'],
  ] as const)('%s', (_what, change, bar) => {
    expect(letterBar(asked(change), null, now)).toBe(bar);
  });

  it.each([
    ['goes to whoever agreed and subscribed', { address: choices(confirmed) }, null],
    ['asks for consent', { ...lead({ consent: {} }), address: choices(confirmed) }, 'noConsent'],
    ['asks for the subscription', {}, 'notConfirmed'],
    ['goes to nobody who refused the topic', { address: choices({ ...confirmed, refused: { [topic]: at } }) }, 'refusedTopic'],
    ['goes to nobody who refused all', { address: choices({ ...confirmed, refusedAll: at }) }, 'refusedAll'],
    ['waits for who wants a rest', { address: choices({ ...confirmed, pausedUntil: '2026-12-01T00:00:00.000Z' }) }, 'personPaused'],
    ['goes to no shared desk', { address: choices(confirmed), addressProblem: 'roleAddress' }, 'roleAddress'],
  ] as const)('that advertises %s', (_what, change, bar) => {
    expect(letterBar({ ...asked(lead({ consent: word(true) })), ...change }, topic, now)).toBe(bar);
  });
});
