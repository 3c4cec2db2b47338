import { describe, expect, it } from '@jest/globals';
import { assignMessageFor } from '../../../shared/routing/index.ts';

const message = { v: 1, leadId: 'L1', poolId: 'south', correlationId: 'form/contact/first' } as const;
const idOf = (changes: object = {}) => assignMessageFor({ ...message, ...changes }).deduplicationId;

describe('the message that asks for an owner', () => {
  it('waits behind all others of its pool', () => {
    expect(assignMessageFor(message).groupId).toBe('south');
  });

  it('is dropped when the same post asks again, and taken when another post of the lead does', () => {
    expect(idOf()).toBe(idOf());
    expect(idOf({ correlationId: 'form/contact/second' })).not.toBe(idOf());
    expect(idOf({ poolId: 'unknown' })).not.toBe(idOf());
  });
});
