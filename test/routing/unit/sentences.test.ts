import { describe, expect, it } from '@jest/globals';
import type { TerritoryMatch } from '../../../shared/leads/index.ts';
import { Decision, renderReason } from '../../../shared/routing/index.ts';

const pool = { vi: 'Miền Nam', en: 'South' };

function decision(more: Record<string, unknown>, matchedBy: TerritoryMatch[] = ['macroRegion'], weights = [1, 1, 1]): Decision {
  return Decision.parse({
    decisionId: 'D1',
    leadId: 'L1',
    subject: 'lead',
    cause: 'created',
    at: '2026-11-22T03:00:00.000Z',
    poolId: 'south',
    poolVersion: 0,
    attributes: { products: ['Phần mềm kho'], provinceCodes: ['79'], macroRegions: ['south'] },
    regionReason: 'given',
    territory: { poolId: 'south', territoryId: 'south', matchedBy },
    territoryStood: false,
    versions: { territories: 1, pools: 1, reps: 1 },
    strategy: 'weighted',
    credit: 1,
    candidates: weights.map((weight, index) => ({ repId: `rep-${index}`, weight, level: 0, owed: 0, credits: 0, rejected: null })),
    chosen: 'rep-0',
    reason: 'turn',
    ...more,
  });
}
const unknown = { attributes: { products: [], provinceCodes: [], macroRegions: [] }, regionReason: 'unknown' };

describe('the sentence of a decision', () => {
  it.each([
    [
      'a turn, to the rep',
      decision({}),
      { pool, province: 'Hồ Chí Minh' },
      'Khách ở Hồ Chí Minh; đến lượt anh/chị trong nhóm “Miền Nam” (3 người, chia đều).',
      'The customer is in Hồ Chí Minh; it is your turn in the pool “South” (3 reps, equal shares).',
    ],
    [
      'a turn by weight, about the rep',
      decision({}, ['macroRegion'], [3, 1]),
      { pool, province: 'Cần Thơ', rep: 'Trần Thị Lan' },
      'Khách ở Cần Thơ; đến lượt Trần Thị Lan trong nhóm “Miền Nam” (2 người, chia theo tỷ lệ).',
      'The customer is in Cần Thơ; it is the turn of Trần Thị Lan in the pool “South” (2 reps, shares by weight).',
    ],
    [
      'a customer who is taken over',
      decision({ cause: 'afterSale', poolId: 'care' }),
      { pool: { vi: 'Chăm sóc khách hàng', en: 'Customer care' }, province: 'Hồ Chí Minh' },
      'Khách đã mua hàng; đến lượt anh/chị trong nhóm “Chăm sóc khách hàng” (3 người, chia đều).',
      'The customer has bought; it is your turn in the pool “Customer care” (3 reps, equal shares).',
    ],
    [
      'a product and a region',
      decision({}, ['product', 'macroRegion']),
      { pool, province: null },
      'Khách quan tâm Phần mềm kho, khách ở miền Nam; đến lượt anh/chị trong nhóm “Miền Nam” (3 người, chia đều).',
      'The customer asks about Phần mềm kho, the customer is in the south; it is your turn in the pool “South” (3 reps, equal shares).',
    ],
    [
      'an area code',
      decision({ regionReason: 'areaCodeHint' }),
      { pool, province: 'Hồ Chí Minh' },
      'Theo mã vùng điện thoại, khách ở Hồ Chí Minh; đến lượt anh/chị trong nhóm “Miền Nam” (3 người, chia đều).',
      "The phone's area code points to Hồ Chí Minh; it is your turn in the pool “South” (3 reps, equal shares).",
    ],
    [
      'an unknown place',
      decision(unknown, ['fallback']),
      { pool, province: null },
      'Chưa rõ khách ở tỉnh, thành nào nên chuyển cho nhóm dự phòng; đến lượt anh/chị trong nhóm “Miền Nam” (3 người, chia đều).',
      'The province is not known, so the lead goes to the fallback pool; it is your turn in the pool “South” (3 reps, equal shares).',
    ],
    [
      'a place without a pool',
      decision({}, ['fallback']),
      { pool, province: 'Hồ Chí Minh' },
      'Khách ở Hồ Chí Minh, nơi chưa có nhóm phụ trách; đến lượt anh/chị trong nhóm “Miền Nam” (3 người, chia đều).',
      'The customer is in Hồ Chí Minh, where no pool is in charge; it is your turn in the pool “South” (3 reps, equal shares).',
    ],
    [
      'a hand-over',
      decision({ poolId: 'unknown', reason: 'onlyCandidate' }),
      { pool: { vi: 'Dự phòng', en: 'Fallback' }, province: 'Hồ Chí Minh' },
      'Khách ở Hồ Chí Minh, nhóm phụ trách hiện không ai nhận được lead; hiện chỉ có anh/chị trong nhóm “Dự phòng” nhận được lead.',
      'The customer is in Hồ Chí Minh, nobody in the pool in charge can take it now; you are the only one in the pool “Fallback” who can take it now.',
    ],
    [
      'nobody',
      decision({ chosen: null, reason: 'noCandidate' }),
      { pool, province: 'Hồ Chí Minh' },
      'Khách ở Hồ Chí Minh; hiện không ai trong nhóm “Miền Nam” nhận được lead.',
      'The customer is in Hồ Chí Minh; nobody in the pool “South” can take it now.',
    ],
    [
      'a pool that is gone',
      decision({ chosen: null, reason: 'poolUnknown' }),
      { pool, province: 'Hồ Chí Minh' },
      'Khách ở Hồ Chí Minh; nhóm “south” không còn trong cấu hình.',
      'The customer is in Hồ Chí Minh; the pool “south” is no longer configured.',
    ],
  ])('tells of %s in both languages', (_, made, names, vi, en) => {
    expect([renderReason(made, 'vi', names), renderReason(made, 'en', names)]).toEqual([vi, en]);
  });
});
