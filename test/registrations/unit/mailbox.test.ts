import { beforeEach, describe, expect, it } from '@jest/globals';
import { takeMailboxForLead } from '../../../shared/mail/mailbox.ts';
import type { PlannedMail } from '../../../shared/mail/record.ts';
import { registrationMail } from '../../../shared/nurture/registration-mail.ts';
import { daysMs, hoursMs } from '../../../shared/platform/clock.ts';
import type { LeadId, MailId } from '../../../shared/platform/ids.ts';
import { digests } from '../../support/digests.ts';
import { type MemoryTable, memoryTable } from '../../support/memory-table.ts';

const startMs = Date.parse('2026-12-01T05:00:00.000Z');

let table: MemoryTable;
beforeEach(() => {
  table = memoryTable();
});

const planned = (leadId: string, mailId: string) =>
  ({ kind: 'registrationMail', leadId: leadId as LeadId, mailId: mailId as MailId }) as unknown as PlannedMail;

/** Tells whether a mail to a record at an address may go so long after the first. */
async function goes(email: string, leadId: string, mailId: string, afterMs = 0) {
  const turn = takeMailboxForLead(email, planned(leadId, mailId), { now: new Date(startMs + afterMs), pauseMs: daysMs, digests });
  return table.transact([turn]).then(
    () => true,
    () => false,
  );
}

describe('a mailbox that is told of places', () => {
  it('hears of every place of one record at once', async () => {
    expect(await goes('lan@example.com', 'LAN', 'first')).toBe(true);
    expect(await goes('lan@example.com', 'LAN', 'second', 1_000)).toBe(true);
  });

  it('hears of other records only a day later, in whatever spelling they have it', async () => {
    await goes('lan@gmail.com', 'LAN', 'first');

    expect(await goes('lan+1@gmail.com', 'OTHER1', 'second', 1_000)).toBe(false);
    expect(await goes('l.an@gmail.com', 'OTHER2', 'third', 20 * hoursMs)).toBe(false);
    expect(await goes('lan+1@gmail.com', 'OTHER1', 'second', daysMs)).toBe(true);
    expect(await goes('l.an@gmail.com', 'OTHER2', 'third', daysMs)).toBe(false);
  });

  it.each([
    ['that nobody has shown to be theirs is held so', {}, 1],
    ['that pressed a button is not', { provenAt: '2026-11-01T00:00:00.000Z' }, 0],
  ])('%s', (_, address, count) => {
    const matter = { facts: { address, place: null } } as unknown as Parameters<NonNullable<typeof registrationMail.guards>>[0];
    const parts = { planned: planned('LAN', 'first'), now: new Date(startMs), digests } as unknown as Parameters<
      NonNullable<typeof registrationMail.guards>
    >[2];

    expect(registrationMail.guards?.(matter, 'lan@example.com', parts)).toHaveLength(count);
  });
});
