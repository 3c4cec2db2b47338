import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openConfigReader } from '../../../shared/config/index.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { createTable } from '../../../shared/platform/table.ts';
import { recordedRules, rerun } from '../../../shared/routing/index.ts';
import { assignmentsInDigests } from '../../support/digest-facts.ts';
import { person } from '../../support/people.ts';
import { inParallel, report, size } from '../../support/proof.ts';
import { type Runtime, startRuntime } from '../../support/runtime.ts';
import { countBy, tableFacts } from '../../support/table-facts.ts';

describe('a burst of different leads into one pool of seven', () => {
  let runtime: Runtime;
  beforeAll(async () => {
    runtime = await startRuntime({ sandboxes: 2 });
  });
  afterAll(() => runtime?.stop());

  it('gives each one owner, with shares at most one apart, and every decision can be made again', async () => {
    const count = size(35, 1_000);

    const answers = await inParallel(Array.from({ length: count }), 40, (_, index) =>
      runtime.post(
        'contact',
        { fields: { ...person(index), province: 'Hồ Chí Minh' }, consent: { contact: true } },
        { ip: `10.${5 + (index >> 8)}.${index % 256}.9` },
      ),
    );
    await runtime.idle();

    const { leads, decisions, pools, entries } = await tableFacts(runtime);
    const shares = [...countBy(leads, ({ owner }) => owner?.repId ?? 'nobody').values()];
    const credits = pools.flatMap(({ poolId, members }) =>
      poolId === 'south' ? Object.values(members).map((member) => member.credits) : [],
    );
    expect(answers.every(({ status }) => status === 202)).toBe(true);
    expect(leads).toHaveLength(count);
    expect(decisions).toHaveLength(count);
    expect(shares).toHaveLength(7);
    expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
    expect(credits.reduce((sum, value) => sum + value, 0)).toBe(count);
    const config = openConfigReader(createTable(runtime.aws.document, runtime.aws.tableName), systemClock);
    for (const decision of decisions) {
      const again = rerun(decision, await recordedRules(config, decision));
      expect({ decisionId: decision.decisionId, ...again }).toEqual(decision);
    }
    const notices = (await runtime.mails()).filter(({ subject }) => subject.startsWith('Lead mới'));
    expect(notices.length + assignmentsInDigests(entries)).toBe(count);
    report('burst', { leads: count, owners: shares.length, apart: Math.max(...shares) - Math.min(...shares), notices: notices.length });
  });
});
