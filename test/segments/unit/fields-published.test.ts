import { expect, it } from '@jest/globals';
import { silentLog } from '../../../shared/platform/logging.ts';
import { recountByFieldsWork } from '../../../shared/segments/fields-work.ts';
import { membersAfterFields } from '../../../shared/segments/index.ts';
import { segmentKind } from '../../../shared/segments/segment-config.ts';
import type { WorkParts } from '../../../shared/work/index.ts';
import { createFixedConfig } from '../../support/lead-world/config.ts';

const publishedAt = '2026-11-27T00:00:00.000Z';
const labels = { vi: 'x', en: 'x' };
const segmentBy = (rule: object) => segmentKind.schema.parse({ id: 'thu', names: labels, rule });

/** What is asked for where fields were published beside these segments. */
async function askedBeside(...rules: object[]): Promise<unknown[]> {
  const config = createFixedConfig();
  for (const id of [...(await config.current(segmentKind)).documents.keys()]) config.remove(segmentKind, id);
  config.add(segmentKind, rules.map(segmentBy));
  const sent: unknown[] = [];
  const queues = { work: { send: async ({ body }: { body: unknown }) => void sent.push(body) } };
  const { body } = membersAfterFields(publishedAt, new Date(publishedAt));
  const request = recountByFieldsWork.schema.parse(body.request);
  await recountByFieldsWork.run(request, { config, queues, log: silentLog } as unknown as WorkParts);
  return sent;
}

it('has all leads held against segments by fields that were published, wherever a rule asks for one', async () => {
  const asked = [{ kind: 'recountSegments', request: { isWhole: true, askedAt: publishedAt } }];

  expect(await askedBeside({ fields: { industry: { in: ['ban-le'] } } })).toMatchObject(asked);
  expect(await askedBeside({ any: [{ stage: ['sql'] }, { fields: { industry: { known: true } } }] })).toMatchObject(asked);
});

it('asks for nothing where none does', async () => {
  expect(await askedBeside({ stage: ['sql'] })).toEqual([]);
});
