import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Runtime, startRuntime } from '../../support/runtime.ts';

const admin = 'admin@example.com';
const mother = { fullName: 'Trần Thị Lan', email: 'lan@merging.example', phone: '0912345710', province: 'TP.HCM' };
const daughter = { fullName: 'Trần Lan', email: 'lan.tran@merging.example', phone: '0912345711', province: 'TP.HCM', company: 'An Nhiên' };

let runtime: Runtime;
beforeAll(async () => {
  runtime = await startRuntime({ isOwn: true });
});
afterAll(() => runtime?.stop());

async function ask(method: string, path: string, body?: unknown, user = admin) {
  const headers = { authorization: `Bearer ${await runtime.token(user)}` };
  const answer = await runtime.request(path, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
  return { status: answer.status, body: answer.body };
}

const read = async (leadId: string) => (await ask('GET', `/v1/leads/${leadId}`)).body;

let posts = 0;
async function post(fields: Record<string, string>): Promise<void> {
  posts += 1;
  await runtime.post('contact', { submissionId: `merging-${posts}`, fields, consent: { contact: true } });
  await runtime.idle();
  await runtime.advance('PT1M');
  await runtime.idle();
}

async function leadOf(email: string): Promise<{ leadId: string; owner: { repId: string } }> {
  const { body } = await ask('GET', `/v1/leads?email=${email}`);
  return body.items[0];
}

it('tells the story of a mother and a daughter who were taken for one', async () => {
  // Both write to us from the same house, and two reps call them.
  await post(mother);
  await post(daughter);
  const [lan, young] = [await leadOf(mother.email), await leadOf(daughter.email)];
  expect(lan.owner.repId).not.toBe(young.owner.repId);

  // Somebody tidies up: two Trần Lan in one house must be one. They look first, and then they merge.
  const preview = await ask('POST', `/v1/leads/${lan.leadId}/merge`, { otherLeadId: young.leadId, preview: true });
  expect(preview.body.preview.fields).toContainEqual({
    field: 'company',
    lead: null,
    other: 'An Nhiên',
    result: 'An Nhiên',
    from: 'other',
  });
  expect((await ask('POST', `/v1/leads/${lan.leadId}/merge`, { otherLeadId: young.leadId })).status).toBe(200);
  await runtime.idle();

  // From now on there is one record: whoever opens the daughter's finds the mother's, and one rep has it.
  const merged = await read(young.leadId);
  expect(merged).toMatchObject({ leadId: lan.leadId, company: 'An Nhiên', owner: { repId: lan.owner.repId } });

  // Life goes on. The daughter becomes a director and writes so; the mother moves.
  await post({ ...daughter, title: 'Giám đốc' });
  await post({ ...mother, province: 'Hà Nội' });
  expect(await read(lan.leadId)).toMatchObject({ title: 'Giám đốc', region: { provinceName: 'Hà Nội' } });

  // On the phone the mother says: that is my daughter. The merge is undone.
  const parted = await ask('POST', `/v1/leads/${lan.leadId}/merge/undo`, { otherLeadId: young.leadId });
  expect(parted).toMatchObject({ status: 200, body: { posts: 1, repId: young.owner.repId } });
  await runtime.idle();

  // Each has her own again: what they were, what they wrote since, and who calls them.
  const own = { title: null, company: null, region: { provinceName: 'Hà Nội' }, owner: { repId: lan.owner.repId } };
  expect(await read(lan.leadId)).toMatchObject({ leadId: lan.leadId, ...own });
  const others = { title: 'Giám đốc', company: 'An Nhiên', region: { provinceCode: '79' }, owner: { repId: young.owner.repId } };
  expect(await read(young.leadId)).toMatchObject({ leadId: young.leadId, ...others });

  // And the next post of each finds her own record.
  await post({ ...daughter, company: 'An Nhiên Group' });
  expect([(await read(lan.leadId)).company, (await read(young.leadId)).company]).toEqual([null, 'An Nhiên Group']);

  // What the pool counts came back and went again, and nothing failed on the way.
  await runtime.advance('PT2M');
  await runtime.idle();
  const failed = (await runtime.invocations()).filter(({ error }) => error !== undefined);
  expect(failed).toEqual([]);
  expect((await runtime.queues()).filter(({ isDeadLetterQueue, visible }) => isDeadLetterQueue && visible > 0)).toEqual([]);
});
