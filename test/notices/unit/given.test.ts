import { describe, expect, it } from '@jest/globals';
import type { MailRequest } from '../../../events/index.ts';
import { LeadOwner } from '../../../shared/leads/index.ts';
import { LeadId, RepId, SplitId } from '../../../shared/platform/ids.ts';
import { RepConfig } from '../../../shared/routing/rep-config.ts';
import type { Split } from '../../../shared/splits/index.ts';
import { putSplit } from '../../../shared/splits/split.ts';
import { MailWorld, rep } from '../../support/mail-world.ts';

const place = 'POOL#south';
const splitId = SplitId.parse('P01K9ZQ3V8A6G5Y2P0R7M3D9QTE');
const at = '2026-11-23T02:00:00.000Z';
const request: MailRequest = { v: 1, kind: 'givenNotice', leadId: 'L1', place, splitId, repId: rep.id };

interface Given {
  readonly kind?: Split['kind'];
  readonly locale?: 'vi' | 'en';
  readonly moved: number;
  readonly back?: number;
  /** Who has the leads that the notice lists, by now. */
  readonly owners: Readonly<Record<string, string>>;
}

/** What is sent of a split that gave some leads to a rep, asked for twice. */
async function told({ kind = 'split', locale = 'vi', moved, back = 0, owners }: Given): Promise<MailWorld> {
  const world = new MailWorld();
  world.documents.reps = [RepConfig.parse({ ...rep, locale })];
  for (const [leadId, repId] of Object.entries(owners)) {
    const owner = LeadOwner.parse({ repId, poolId: 'south', since: at, decisionId: 'D2' });
    world.putLead({ leadId: LeadId.parse(leadId), owner, fullName: `Trần Văn ${leadId}` });
  }
  const first = Object.keys(owners).map((leadId) => LeadId.parse(leadId));
  const shares = [{ repId: RepId.parse(rep.id), planned: moved, moved, back, first }];
  const common = { reason: 'workload', by: 'leader-south', askedAt: at, poolId: null, leftOut: {}, missed: {}, expiresAt: 1 } as const;
  const split = { ...common, place, splitId, kind, phase: 'moved' as const, parts: 1, next: 1, shares };
  await world.table.put(putSplit(null, split, 'write').Put);
  for (const _ of [1, 2]) world.deliver('notice', request);
  await world.run(world.now);
  return world;
}

describe('the notice of leads that a rep was given at once', () => {
  it.each([
    ['vi', 'split', 'Trưởng nhóm chia cho anh/chị.'],
    ['vi', 'handOver', 'Bàn giao từ đồng nghiệp không còn phụ trách.'],
    ['en', 'split', 'Your leader split them to you.'],
    ['en', 'handOver', 'Handed over from a colleague who has them no more.'],
  ] as const)('says in %s of a %s how they came, with the first of them, once', async (locale, kind, how) => {
    const { sent } = await told({ locale, kind, moved: 12, owners: { L1: rep.id, L2: rep.id } });

    expect(sent).toMatchObject([{ to: rep.email, subject: expect.stringContaining('12') }]);
    expect(sent[0]?.text).toContain(how);
    expect(sent[0]?.text).toMatch(/Trần Văn L1[\s\S]*Trần Văn L2/);
  });

  it('names none that is somebody else’s by now, and counts none that was taken back', async () => {
    const { sent } = await told({ moved: 2, back: 1, owners: { L1: rep.id, L2: 'rep-anh' } });

    expect(sent).toMatchObject([{ subject: expect.stringContaining('1') }]);
    expect(sent[0]?.text).toContain('Trần Văn L1');
    expect(JSON.stringify(sent)).not.toContain('Trần Văn L2');
  });

  it('is not sent where all were taken back', async () => {
    const world = await told({ moved: 1, back: 1, owners: { L1: 'rep-anh' } });

    expect(world.sent).toEqual([]);
    expect(world.mails()).toMatchObject([{ reason: 'nothingLeft' }]);
  });
});
