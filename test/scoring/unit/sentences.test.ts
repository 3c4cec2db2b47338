import { describe, expect, it } from '@jest/globals';
import { defaultConfig } from '../../../config/index.ts';
import { renderTemperatureChange, renderWhyHot, ruleLabels, type TemperatureChange } from '../../../shared/scoring/index.ts';
import { ScoringConfig } from '../../../shared/scoring/scoring-config.ts';

const labels = ruleLabels(ScoringConfig.parse(defaultConfig.scoring[0]));
const rise = (more: Partial<TemperatureChange>): TemperatureChange => ({
  from: 'warm',
  to: 'hot',
  reason: 'interest',
  rules: ['asked-for-advice', 'looked-at-prices'],
  ...more,
});

describe('a change of temperature in a line', () => {
  it.each([
    [
      'a rise by new evidence',
      rise({}),
      'Trở nên nóng: gửi yêu cầu tư vấn, xem bảng giá',
      'Became hot: asked for advice, looked at the prices',
    ],
    [
      'a rise by a rule whose label has a comma',
      rise({ from: 'cold', to: 'warm', rules: ['asked-for-quote', 'asked-for-advice'] }),
      'Trở nên ấm: hỏi báo giá, dùng thử; gửi yêu cầu tư vấn',
      'Became warm: asked for a quote or a trial, asked for advice',
    ],
    [
      'a rise by a recount',
      rise({ reason: 'recounted', rules: ['filled-the-cart'] }),
      'Trở nên nóng sau khi tính lại: cho hàng vào giỏ',
      'Became hot after a recount: put something into the cart',
    ],
    ['a rise by rules that have gone', rise({ rules: ['gone-rule'] }), 'Trở nên nóng', 'Became hot'],
    [
      'time',
      rise({ from: 'hot', to: 'warm', reason: 'cooled' }),
      'Hạ từ nóng xuống ấm vì lâu không có hoạt động mới',
      'Cooled from hot to warm as nothing new happened',
    ],
    [
      'evidence against buying',
      rise({ from: 'warm', to: 'cold', rules: ['looks-for-work'] }),
      'Hạ từ ấm xuống lạnh',
      'Cooled from warm to cold',
    ],
    ['a reason of a later version', rise({ from: 'hot', to: 'cold', reason: 'magic' }), 'Hạ từ nóng xuống lạnh', 'Cooled from hot to cold'],
  ])('says %s', (_case, change, vi, en) => {
    expect([renderTemperatureChange(change, 'vi', labels), renderTemperatureChange(change, 'en', labels)]).toEqual([vi, en]);
  });
});

describe('why a lead is hot, in a sentence', () => {
  it.each([
    [
      'interest',
      ['asked-for-advice', 'looked-at-prices'],
      'Khách đang rất quan tâm: gửi yêu cầu tư vấn, xem bảng giá.',
      'The customer shows strong interest: asked for advice, looked at the prices.',
    ],
    [
      'fit',
      ['asked-for-advice'],
      'Khách vừa cho biết thêm về mình: rất phù hợp, và đang quan tâm: gửi yêu cầu tư vấn.',
      'By what we now know of the customer, they are a good fit; their interest: asked for advice.',
    ],
    [
      'recounted',
      ['filled-the-cart'],
      'Tính lại mọi việc khách đã làm thì khách rất quan tâm: cho hàng vào giỏ.',
      'All that the customer did, counted anew, shows strong interest: put something into the cart.',
    ],
    [
      'rules',
      ['bought'],
      'Theo cách chấm điểm mới, khách rất quan tâm: mua hàng.',
      'By the new scoring rules the customer shows strong interest: bought.',
    ],
    ['interest', ['gone-rule'], 'Khách đang rất quan tâm: gone-rule.', 'The customer shows strong interest: gone-rule.'],
    ['fit', [], 'Khách đang rất quan tâm.', 'The customer shows strong interest.'],
  ])('by %s and %j', (reason, rules, vi, en) => {
    expect([renderWhyHot({ reason, rules }, 'vi', labels), renderWhyHot({ reason, rules }, 'en', labels)]).toEqual([vi, en]);
  });

  it('leaves an abbreviation as it is written', () => {
    const own = new Map([['read-faq', { vi: 'FAQ đã đọc', en: 'FAQ read' }]]);

    expect(renderWhyHot({ reason: 'interest', rules: ['read-faq'] }, 'vi', own)).toBe('Khách đang rất quan tâm: FAQ đã đọc.');
  });
});
