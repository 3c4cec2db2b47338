import { describe, expect, it } from '@jest/globals';
import { resolveProvince } from '../../../shared/regions/index.ts';

describe('resolveProvince by name', () => {
  it.each([
    ['TP.HCM', '79'],
    ['TPHCM', '79'],
    ['T.P. Hồ Chí Minh', '79'],
    ['Sài Gòn', '79'],
    ['SG', '79'],
    ['Ho Chi Minh City', '79'],
    ['HCM city', '79'],
    ['hcmc, Vietnam', '79'],
    ['Thành phố Hà Nội, Việt Nam', '01'],
    ['Hanoi', '01'],
    ['TP HN', '01'],
    ['TT-Huế', '46'],
    ['Thừa Thiên – Huế', '46'],
    ['T.T. Huế', '46'],
    ['Đắc Lắc', '66'],
    ['Daklak', '66'],
    ['Đăk Lăk', '66'],
    ['Ðắk Lắk', '66'],
    ['BRVT', '79'],
    ['Vũng Tàu', '79'],
    ['Khánh Hoà', '56'],
    ['KHÁNH HÒA', '56'],
    ['T. Hà Tĩnh', '42'],
    ['tỉnh Hà Tĩnh', '42'],
    ['Hà Tĩnh', '42'],
    ['Province of Ha Nam', '37'],
    ['ba-ria-vung-tau', '79'],
  ])('reads %s as %s', (raw, code) => {
    expect(resolveProvince(raw)?.provinceCode).toBe(code);
  });

  it('tells the former unit only when the name belongs to no present province', () => {
    expect(resolveProvince('Hòa Bình')?.formerUnit).toEqual({ code: '17', name: 'Hòa Bình' });
    expect(resolveProvince('Gia Lai')?.formerUnit).toBeNull();
    expect(resolveProvince('Gia Lai', { codeSystem: 'former' })?.formerUnit).toEqual({ code: '64', name: 'Gia Lai' });
    expect(resolveProvince('Huế', { codeSystem: 'former' })?.formerUnit).toEqual({ code: '46', name: 'Thừa Thiên Huế' });
  });

  it.each(['', ' ', 'tỉnh', 'TP', 'Thành phố', 'Việt Nam', 'Hà', 'Bình', 'Quảng', 'Ha Noj', 'Hà Nội Hà Nam', 'Bắc', 'x'.repeat(10_000)])(
    'does not guess at "%.20s"',
    (raw) => {
      expect(resolveProvince(raw)).toBeNull();
    },
  );

  it('gives everything that a lead stores about its place', () => {
    expect(resolveProvince('Long An')).toEqual({
      provinceCode: '80',
      codeSystem: '2025',
      provinceName: 'Tây Ninh',
      provinceSlug: 'tay-ninh',
      macroRegion: 'south',
      economicRegion: 'southeast',
      formerUnit: { code: '80', name: 'Long An' },
      matchedBy: 'name',
    });
  });
});
