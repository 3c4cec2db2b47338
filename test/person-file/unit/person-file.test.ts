import { expect, it } from '@jest/globals';
import { erasers } from '../../../shared/erasing-registry/index.ts';
import { csvOf } from '../../../shared/person-file/rules-csv.ts';
import { asksAs } from '../../support/as-user.ts';
import { atWork, lan, worldOfLan } from '../../support/erasing.ts';

const route = 'GET /v1/leads/{leadId}/export';

it('everything about a person is in one file: both records, posts, notes, orders, visits, and nobody else', async () => {
  const { world, leadId } = await worldOfLan();
  const { status, body } = await asksAs(world, 'admin@example.com')(route, { path: { leadId }, query: { csv: 'vi' } });

  const names: string[] = body.sections.map(({ name }: { name: { en: string } }) => name.en);
  expect(status).toBe(200);
  expect(names).toEqual(
    expect.arrayContaining(['The record', 'History', 'Posts', 'Notes', 'Orders', 'Visits and devices', 'Qualification and scores']),
  );
  const text = JSON.stringify(body);
  for (const word of [lan.email, atWork, '0987654321', 'hẹn thứ hai', 'https://annhien.example', 'Lan Chi 1']) expect(text).toContain(word);
  expect(text).not.toMatch(/Quang Minh|gsi1|"pk"|addressHash|nameKey/);
  expect(body.csv.text.startsWith('\ufeff"Phần";"Mục";"Trường";"Giá trị"\r\n')).toBe(true);
  expect(body.csv.text).toContain(lan.email);
});

it.each([
  ['marketing@example.com', 404],
  ['leader.south@example.com', 404],
])('is for those who answer for the leads: %s is answered %i', async (user, status) => {
  const { world, leadId } = await worldOfLan();

  expect((await asksAs(world, user)(route, { path: { leadId } })).status).toBe(status);
});

it('has a section for each kind of items under a lead that is erased, but for what follows from the rest', () => {
  const derived = erasers.filter(({ isDerived }) => isDerived).flatMap(({ items }) => items.filter((kind) => kind.startsWith('LEAD ')));

  // More is left out only where it tells nothing of the person that the rest does not tell.
  expect(derived.toSorted()).toEqual(['LEAD CARD', 'LEAD FIND', 'LEAD FIRM', 'LEAD MERGE', 'LEAD PROJECTION', 'LEAD SEAT', 'LEAD TOLD']);
});

it.each(['=1+1', '+84912345678', '-2', '@SUM(A1)', '＝1', ' =1'])('writes no cell that a spreadsheet runs: %j', (text) => {
  expect(csvOf([[text]], ',')).toBe(`\ufeff"'${text}"\r\n`);
});

it('marks what stands behind a tab as well, which parts cells for some', () => {
  expect(csvOf([['\t=1']], ';')).toBe(`\ufeff"'\t'=1"\r\n`);
});
