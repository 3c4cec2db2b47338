import { expect, it } from '@jest/globals';
import type { Lead } from '../../../shared/leads/index.ts';
import { nameMailsWork } from '../../../shared/mail/name-mails.ts';
import { readMail } from '../../../shared/mail/store.ts';
import { withSurvivor } from '../../../shared/mail/survivor.ts';
import { whoseAddress } from '../../../shared/mail/whose-address.ts';
import { MailId, VisitorId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import { readLinks } from '../../../shared/tracking/index.ts';
import { passDeviceWork } from '../../../shared/tracking/pass-device.ts';
import type { WorkParts } from '../../../shared/work/index.ts';
import { type Merging, mergingWorld } from '../../support/merging.ts';
import { openingOf, trackingOf } from '../../support/tracking/device.ts';

const [home, work] = ['lan@example.com', 'lan.tran@example.com'] as const;

async function merged(): Promise<{ merging: Merging; one: Lead; other: Lead }> {
  const merging = mergingWorld();
  const { world } = merging;
  await world.takeIn(world.post({ fullName: 'Trần Thị Lan', email: home, phone: '0912345678', province: 'TP.HCM' }));
  await world.takeIn(world.post({ fullName: 'Trần Lan', email: work, phone: '0987654321', province: 'TP.HCM' }));
  await world.assignAll();
  world.pass(60_000);
  const [one, other] = [merging.record(home), merging.record(work)];
  await merging.ask('merge', one.leadId, { otherLeadId: other.leadId });
  world.pass(60_000);
  return { merging, one, other };
}

/** A mail to the merged person, as the gate leaves it, and an open of it. */
function mailTo({ world }: Merging, lead: Lead, name: string, address: string): MailId {
  const mailId = MailId.parse(`welcome-${name}`);
  const at = world.parts.clock().toISOString();
  const { leadId } = lead;
  const post = { channel: 'form', sourceId: 'contact', submissionId: 'post-1' };
  world.table.seed({
    ...keys.mail(leadId, mailId),
    ...{ leadId, mailId, kind: 'welcome', audience: 'lead', status: 'sent', askedBy: { v: 1, kind: 'welcome', leadId, ...post } },
    ...{
      leadVersion: 1,
      correlationId: 'c',
      plannedAt: at,
      updatedAt: at,
      attempts: 1,
      attemptId: 'a',
      address: world.parts.digests.address(address),
    },
  });
  world.table.seed({ ...keys.engagements(leadId, mailId), version: 1, sentAt: Math.floor(Date.parse(at) / 1_000), engagements: [] });
  return mailId;
}

it('gives a mail to an address that only one has to that one, with what was and will be done with it', async () => {
  const { merging, one, other } = await merged();
  const { world } = merging;
  const [own, others] = [mailTo(merging, one, 'own', home), mailTo(merging, one, 'others', work)];
  world.pass(60_000);

  const { status, body } = await merging.ask('merge/undo', one.leadId, { otherLeadId: other.leadId });

  expect([status, body.mails]).toEqual([200, 1]);
  const engagements = world.table.all().flatMap(({ pk, sk }) => (String(sk).startsWith(keys.engagementPrefix) ? [`${pk} ${sk}`] : []));
  const placeOf = ({ pk, sk }: { pk: string; sk: string }) => `${pk} ${sk}`;
  expect(engagements.sort()).toEqual([placeOf(keys.engagements(one.leadId, own)), placeOf(keys.engagements(other.leadId, others))].sort());
  const found = await Promise.all([own, others].map((mailId) => readMail(world.table, one.leadId, mailId)));
  expect(found.map((mail) => mail?.ofLead)).toEqual([undefined, other.leadId]);
  const whose = await Promise.all(found.map(async (mail) => mail && (await withSurvivor(mail, world.table)).survivor?.leadId));
  expect(whose).toEqual([undefined, other.leadId]);
});

it('leaves no mail out, however many there are', async () => {
  const { merging, one, other } = await merged();
  const { world } = merging;
  const mailIds = Array.from({ length: 40 }, (_, place) => mailTo(merging, one, `m${place}`, work));
  world.pass(60_000);

  const { body } = await merging.ask('merge/undo', one.leadId, { otherLeadId: other.leadId });
  const timers = world.table.all().filter((item) => keys.isTimer(item) && Object(item.message).kind === nameMailsWork.kind);
  for (const { message } of [...timers, ...timers]) {
    await nameMailsWork.run(nameMailsWork.schema.parse(Object(message).request), {
      ...world.parts,
      log: silentLog,
    } as unknown as WorkParts);
  }

  expect([body.mails, timers.length]).toEqual([40, 1]);
  const found = await Promise.all(mailIds.map((mailId) => readMail(world.table, one.leadId, mailId)));
  expect(found.every((mail) => mail?.ofLead === other.leadId)).toBe(true);
  const under = (leadId: Lead['leadId']) =>
    world.table.all().filter(({ pk, sk }) => pk === keys.leadPk(leadId) && String(sk).startsWith(keys.engagementPrefix)).length;
  expect([under(one.leadId), under(other.leadId)]).toEqual([0, 40]);
});

it('gives a device to whoever’s address the mail went to whose link was opened there, also of a mail since', async () => {
  const { merging, one, other } = await merged();
  const { world } = merging;
  const person = merging.byId(one.leadId);
  const [desk, phone] = [VisitorId.parse('desk'), VisitorId.parse('phone')];
  const readers = await Promise.all([home, work, 'nobody@example.com'].map((address) => whoseAddress(address, person, world.parts)));
  const [ofHome = one.leadId, ofWork = one.leadId] = readers;
  const at = world.parts.clock().toISOString();
  await trackingOf(openingOf(ofHome, at, desk), openingOf(ofWork, at, phone))(world);
  const devicesOf = async ({ leadId }: Lead) => (await readLinks(world.table, leadId)).map(({ visitorId }) => visitorId).sort();
  const asOne = await devicesOf(one);
  world.pass(60_000);

  const { body } = await merging.ask('merge/undo', one.leadId, { otherLeadId: other.leadId });
  for (const { message } of world.table.all().filter((item) => keys.isTimer(item) && Object(item.message).kind === passDeviceWork.kind)) {
    const parts = { ...world.parts, queues: { score: world.parts.score }, log: silentLog } as unknown as WorkParts;
    await passDeviceWork.run(passDeviceWork.schema.parse(Object(message).request), parts);
  }

  expect(readers).toEqual([one.leadId, other.leadId, one.leadId]);
  expect([asOne, body.devices]).toEqual([[desk, phone], 1]);
  expect([await devicesOf(one), await devicesOf(other)]).toEqual([[desk], [phone]]);
});
