import { describe, expect, it } from '@jest/globals';
import { formKind } from '../../../shared/capture/form-config.ts';
import { readNames } from '../../../shared/reports/names.ts';
import { sourceKeyOf } from '../../../shared/reports/rules-dimensions.ts';
import { factOf, touchOf } from '../../support/facts.ts';
import { createFixedConfig } from '../../support/lead-world/config.ts';
import { numbersOf, tableOf, wishFor } from '../../support/reports.ts';

const config = createFixedConfig();

describe('rows are called', () => {
  it.each([
    ['source', 'manual', 'nhập tay', 'typed in'],
    ['ageBand', 'under18', 'dưới 18 tuổi', 'under 18'],
    ['topic', 'bang-gia', 'Bảng giá', 'Prices'],
    ['topic', 'of-no-name', 'of-no-name', 'of-no-name'],
    ['topic', '-', 'không xem chủ đề nào', 'no topic seen'],
    ['campaign', '-', 'không có chiến dịch', 'no campaign'],
    ['industry', 'ban-le', 'Bán lẻ, tạp hóa, siêu thị nhỏ', 'Retail, groceries'],
    ['sizeBand', '5-19', '5–19 người', '5–19 people'],
    ['stage', 'lead', 'khách mới', 'lead'],
    ['move', 'customer>sqo', 'khách hàng → SQO', 'customer → SQO'],
    ['ageBand', '25-34', '25–34 tuổi', '25–34'],
    ['word', 'readiness:within3Months', 'khi nào mua: trong 3 tháng', 'when they will buy: within 3 months'],
    ['word', 'readiness:of-another-version', 'khi nào mua: of-another-version', 'when they will buy: of-another-version'],
  ])('%s %s: %s, %s', async (by, key, vi, en) => {
    expect((await readNames(config, 'vi')).ofRow(by, key)).toBe(vi);
    expect((await readNames(config, 'en')).ofRow(by, key)).toBe(en);
  });

  it('as the form asks it, where people say something in answer to a question of the company', async () => {
    const forms = [...(await config.current(formKind)).documents.values()];
    const asked = forms.flatMap(({ id, fields }) =>
      fields.flatMap(({ name, label, options = [] }) => options.map((option) => ({ key: `${id}.${name}:${option.value}`, label, option }))),
    );
    const names = await readNames(config, 'vi');

    expect(asked.length).toBeGreaterThan(0);
    for (const { key, label, option } of asked) expect(names.ofRow('word', key)).toBe(`${label.vi}: ${option.label.vi}`);
  });
});

describe('whoever typed a lead in', () => {
  it('is no place that leads come from: all that was typed in is one row', () => {
    const typed = (sourceId: string, id: string) =>
      factOf({ id, arrivedAt: Date.parse('2027-02-03T02:00:00Z'), first: touchOf({ channel: 'manual', sourceId }) });
    const facts = [typed('user-lan', 'L1'), typed('user-minh', 'L2')];

    for (const report of ['sources', 'quality']) {
      expect(numbersOf(tableOf(wishFor(report, { by: 'source', basis: 'arrival' }), facts))).toMatchObject({ manual: { leads: 2 } });
    }
    expect(sourceKeyOf({ channel: 'form', sourceId: 'contact' })).toBe('form:contact');
  });
});
