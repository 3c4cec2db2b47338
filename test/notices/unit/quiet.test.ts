import { describe, expect, it } from '@jest/globals';
import { CompanyConfig } from '../../../shared/company/company-config.ts';
import { LeadOwner } from '../../../shared/leads/index.ts';
import { RepConfig } from '../../../shared/routing/rep-config.ts';
import { decisionId } from '../../support/lead-world/sample.ts';
import { asked, company, MailWorld, rep } from '../../support/mail-world.ts';

const owner = LeadOwner.parse({ repId: rep.id, poolId: 'south', since: '2026-11-20T02:00:00.000Z', decisionId });
/** 22:00 on a Monday in Vietnam. */
const lateEvening = Date.parse('2026-11-23T15:00:00.000Z');

function worldAt(now: number, { notify, waits = false }: { notify?: object; waits?: boolean } = {}): MailWorld {
  const world = new MailWorld();
  world.now = now;
  world.documents.company = [CompanyConfig.parse({ ...company, ...(waits ? { noticesOutsideHours: 'wait' } : {}) })];
  world.documents.reps = [RepConfig.parse({ ...rep, ...(notify ? { notify } : {}) })];
  return world;
}

/** Lets time pass, with a look at the timers each quarter of an hour and at the end. */
async function passTo(world: MailWorld, end: number): Promise<void> {
  for (let at = world.now; at < end; at = Math.min(end, at + 15 * 60_000)) {
    await world.run(at);
    world.now = at;
    await world.tick();
  }
  await world.run(end);
  world.now = end;
  await world.tick();
  await world.run(end);
}

const quiet = { quiet: { from: '21:00', to: '07:00' } };

describe('quiet hours of a rep', () => {
  it('hold back the repeat of a customer until they end, and tell of it once', async () => {
    const world = worldAt(lateEvening, { notify: quiet });
    world.putLead({ owner });
    world.copies = () => 3;
    world.deliver('notice', asked('repeatNotice'));

    await passTo(world, lateEvening + 9 * 3_600_000 - 120_000);
    const before = world.sent.length;
    const waiting = world.mails();
    await passTo(world, lateEvening + 24 * 3_600_000);

    expect(before).toBe(0);
    expect(waiting).toMatchObject([{ reason: 'quietHours' }]);
    expect(world.sent).toHaveLength(1);
    expect(world.mails()).toMatchObject([{ status: 'sent' }]);
  });

  it.each(['assignedNotice', 'hotNotice'] as const)('hold back no %s', async (kind) => {
    const world = worldAt(lateEvening, { notify: quiet, waits: true });
    if (kind === 'hotNotice') world.putHotLead({ owner });
    else world.putLead({ owner });
    world.deliver('notice', asked(kind));

    await world.run(lateEvening + 60_000);

    expect(world.sent).toHaveLength(1);
  });

  it('reach no further than they say', async () => {
    const world = worldAt(Date.parse('2026-11-23T05:30:00.000Z'), { notify: quiet });
    world.putLead({ owner });
    world.deliver('notice', asked('repeatNotice'));

    await world.run(world.now + 60_000);

    expect(world.sent).toHaveLength(1);
  });

  it('end with working hours where the company has what can wait told within them', async () => {
    const world = worldAt(lateEvening, { waits: true });
    world.putLead({ owner });
    world.deliver('notice', asked('repeatNotice'));

    await passTo(world, Date.parse('2026-11-24T00:58:00.000Z'));
    const before = world.sent.length;
    await passTo(world, Date.parse('2026-11-24T01:05:00.000Z'));

    expect([before, world.sent.length]).toEqual([0, 1]);
  });
});
