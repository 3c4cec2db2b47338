import { describe, expect, it } from '@jest/globals';
import { normalisePhones } from '../../../shared/identity/phone.ts';
import { provinces, resolveProvince, resolveRegion } from '../../../shared/regions/index.ts';

const landline = (raw: string) => normalisePhones(raw).primary;

describe('resolveRegion', () => {
  it('uses the province that was given', () => {
    expect(resolveRegion({ province: ' Bình Dương ', phone: landline('024 3825 1234') })).toEqual({
      provinceCode: '79',
      provinceName: 'Hồ Chí Minh',
      macroRegion: 'south',
      formerUnit: { code: '74', name: 'Bình Dương' },
      reason: 'given',
      raw: null,
    });
  });

  it('keeps an address as it was typed, which says more than the province', () => {
    expect(resolveRegion({ province: ' 12 Lê Lợi,\nQuận 1, TP.HCM' })).toMatchObject({
      provinceCode: '79',
      reason: 'given',
      raw: '12 Lê Lợi, Quận 1, TP.HCM',
    });
  });

  it('takes the area code of a landline as a hint when no province was given', () => {
    expect(resolveRegion({ province: '', phone: landline('0236 3825 123') })).toEqual({
      provinceCode: '48',
      provinceName: 'Đà Nẵng',
      macroRegion: 'central',
      formerUnit: { code: '48', name: 'Đà Nẵng' },
      reason: 'areaCodeHint',
      raw: null,
    });
  });

  it.each([
    ['an unknown place, even with a landline', { province: 'Paris', phone: landline('024 3825 1234') }, 'Paris'],
    ['a mobile, whose prefix tells no place', { phone: landline('0912 345 678') }, null],
    ['nothing at all', {}, null],
  ])('does not guess from %s', (_title, input, raw) => {
    expect(resolveRegion(input)).toEqual({
      provinceCode: null,
      provinceName: null,
      macroRegion: null,
      formerUnit: null,
      reason: 'unknown',
      raw,
    });
  });

  it('lets a company count a province to another part of the country', () => {
    const byDefault = Object.fromEntries(provinces().map(({ code, macroRegion }) => [code, macroRegion]));
    const ours = { ...byDefault, '68': 'south' } as const;

    expect(resolveRegion({ province: 'Đà Lạt' }).macroRegion).toBe('central');
    expect(resolveRegion({ province: 'Đà Lạt' }, ours).macroRegion).toBe('south');
    expect(provinces(ours).find(({ code }) => code === '68')?.macroRegion).toBe('south');
  });
});

describe('provinces', () => {
  it('lists 34 provinces of 63 former units by the Vietnamese alphabet', () => {
    const names = provinces().map(({ name }) => name);

    expect(names).toHaveLength(34);
    expect(names.slice(0, 3)).toEqual(['An Giang', 'Bắc Ninh', 'Cà Mau']);
    expect(names.indexOf('Đà Nẵng')).toBeGreaterThan(names.indexOf('Cao Bằng'));
    expect(provinces().flatMap(({ formerUnits }) => formerUnits)).toHaveLength(63);
  });

  it('counts 15 provinces in the north, 11 in the centre and 8 in the south', () => {
    const count = (part: string) => provinces().filter(({ macroRegion }) => macroRegion === part).length;

    expect([count('north'), count('central'), count('south')]).toEqual([15, 11, 8]);
  });

  it('shows the type of today, not that of the merger', () => {
    expect(resolveProvince('Thành phố Đồng Nai')?.provinceCode).toBe('75');
    expect(provinces().find(({ code }) => code === '75')).toMatchObject({ type: 'city', fullName: 'Thành phố Đồng Nai' });
  });
});
