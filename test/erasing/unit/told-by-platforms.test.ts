import { expect, it } from '@jest/globals';
import { connectingOf } from '../../support/connectors.ts';
import { findIn } from '../../support/dump.ts';
import { lan, wordsOfLan, worldOfLan } from '../../support/erasing.ts';

const landing = { id: 'landing', type: 'generic', isApproved: true } as const;
const google = { id: 'google', type: 'google-ads', isApproved: true } as const;
const said = { ho_ten: lan.fullName, sdt: lan.phone, email: lan.email, ghi_chu: 'Gọi cho chị Lan Chi' };

async function toldOfLan() {
  const { world, leadId, erase } = await worldOfLan();
  const connecting = connectingOf(world, landing, google);
  const columns = [{ column_id: 'EMAIL', string_value: lan.email }];
  const tell = async () => {
    await connecting.post('landing', said);
    const lead = { lead_id: 'g-1', google_key: connecting.tokenFor('google'), user_column_data: columns };
    await connecting.post('google', lead, { query: {} });
    await connecting.runWork();
  };
  return { world, leadId, erase, connecting, tell, whereLanIs: () => findIn(world.table.all(), wordsOfLan) };
}

it('takes what platforms told of a person out, and a late repeat brings nobody back', async () => {
  const { world, leadId, erase, connecting, tell, whereLanIs } = await toldOfLan();
  await tell();
  const leads = world.leads().length;
  await erase.ask(leadId);
  await erase.runAll();
  expect(whereLanIs()).toEqual([]);
  expect(connecting.deliveries().map(({ content, reason }) => [Buffer.from(content as Uint8Array).length, reason])).toEqual([
    [0, 'erased'],
    [0, 'erased'],
  ]);

  await tell();
  await erase.runAll();

  expect(whereLanIs()).toEqual([]);
  expect(world.leads().length).toBeLessThan(leads);
});

it.each([
  // It is taken to the record that still stands, and goes with it.
  ['while they are erased', true, 0],
  ['afterwards', false, 1],
])('knows nothing of a person who comes by a platform %s', async (_when, isDuring, expected) => {
  const { world, leadId, erase, connecting } = await toldOfLan();
  const before = new Set(world.leads().map((lead) => lead.leadId));
  await erase.ask(leadId);
  if (!isDuring) await erase.runAll();

  await connecting.post('landing', { ...said, ghi_chu: 'Tôi là người mới' });
  await connecting.runWork();
  await erase.runAll();

  const found = world.leads().filter(({ email }) => email === lan.email);
  for (const lead of found) expect(before.has(lead.leadId)).toBe(false);
  expect(found).toHaveLength(expected);
  expect(world.itemsOf('LEAD#').filter(({ sk }) => String(sk).startsWith('NOTE'))).toEqual([]);
});
