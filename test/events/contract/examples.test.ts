import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { AssignMessage, eventContracts, IntakeMessage, MailMessage, TimerShardMessage, WakeMessage } from '../../../events/index.ts';

/** What only a person's own values look like. Ids are letters and digits; the time of an event has dashes and colons. */
const personal = /@|\+\d{8,}|(?<![\dA-Z])0\d{8,}(?!\d)|\p{L}\s\p{L}/u;

describe.each(eventContracts.map((contract) => [`${contract.detailType} v${contract.version}`, contract] as const))('%s', (_, contract) => {
  it('has an example that fits its schema', () => {
    expect(contract.detail.safeParse(contract.example).error).toBeUndefined();
    expect(contract.example.version).toBe(contract.version);
  });

  it('refuses data that the contract does not name', () => {
    const data = { ...Object(contract.example.data), email: 'lan@example.com' };

    expect(contract.write.safeParse(data).success).toBe(false);
  });

  it('carries nothing that belongs to a person', () => {
    expect(JSON.stringify(contract.example)).not.toMatch(personal);
    expect(JSON.stringify(z.toJSONSchema(contract.write)).toLowerCase()).not.toMatch(/"(email|phone|fullname|name|message|text)":/);
  });

  it('is matched by its own pattern and by no other', () => {
    const matching = eventContracts.filter(
      ({ pattern }) => pattern['detail-type'].includes(contract.detailType) && pattern.detail.version.includes(contract.version),
    );

    expect(matching).toEqual([contract]);
  });
});

const ofLead = { v: 1, leadId: 'L1', subject: 'lead', poolId: 'south', correlationId: 'form/contact/a1' };

describe('the messages of the queues', () => {
  const messages: readonly (readonly [string, z.ZodType, Record<string, unknown>])[] = [
    ['intake', IntakeMessage, { v: 1, channel: 'form', sourceId: 'contact', submissionId: 'a1' }],
    ['assign', AssignMessage, { ...ofLead, kind: 'assign', cause: 'created', causationId: 'form/contact/a1' }],
    ['assign', AssignMessage, { ...ofLead, kind: 'recall', cause: 'recalled', decisionId: 'D1' }],
    ['notice', MailMessage, { v: 1, kind: 'assignedNotice', leadId: 'L1', subject: 'lead', decisionId: 'D1' }],
    ['welcome', MailMessage, { v: 1, kind: 'welcome', leadId: 'L1', channel: 'form', sourceId: 'contact', submissionId: 'a1' }],
    ['who comes next', WakeMessage, { v: 1, kind: 'wake' }],
    ['timer shards', TimerShardMessage, { v: 1, shard: '07' }],
  ];

  it.each(messages)('to %s fit their schema, and a later version does not', (_, schema, message) => {
    expect(schema.safeParse(message).error).toBeUndefined();
    expect(schema.safeParse({ ...message, v: 2 }).success).toBe(false);
  });
});
