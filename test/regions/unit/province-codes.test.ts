import { describe, expect, it } from '@jest/globals';
import file from '../../../config/data/vn-provinces.json' with { type: 'json' };
import { resolveProvince } from '../../../shared/regions/index.ts';

// Straight from Decision 19/2025 and its forerunner, not from the data file, so that a wrong edit of the file turns this red.
const reused = [
  ['15', 'Lào Cai', 'Yên Bái'],
  ['24', 'Bắc Ninh', 'Bắc Giang'],
  ['44', 'Quảng Trị', 'Quảng Bình'],
  ['52', 'Gia Lai', 'Bình Định'],
  ['80', 'Tây Ninh', 'Long An'],
  ['82', 'Đồng Tháp', 'Tiền Giang'],
  ['91', 'An Giang', 'Kiên Giang'],
] as const;

// code of before 1 Jul 2025 → the unit then, and the province that holds it now
const vanished = [
  ['02', 'Hà Giang', '08'],
  ['06', 'Bắc Kạn', '19'],
  ['10', 'Lào Cai', '15'],
  ['17', 'Hòa Bình', '25'],
  ['26', 'Vĩnh Phúc', '25'],
  ['27', 'Bắc Ninh', '24'],
  ['30', 'Hải Dương', '31'],
  ['34', 'Thái Bình', '33'],
  ['35', 'Hà Nam', '37'],
  ['36', 'Nam Định', '37'],
  ['45', 'Quảng Trị', '44'],
  ['49', 'Quảng Nam', '48'],
  ['54', 'Phú Yên', '66'],
  ['58', 'Ninh Thuận', '56'],
  ['60', 'Bình Thuận', '68'],
  ['62', 'Kon Tum', '51'],
  ['64', 'Gia Lai', '52'],
  ['67', 'Đắk Nông', '68'],
  ['70', 'Bình Phước', '75'],
  ['72', 'Tây Ninh', '80'],
  ['74', 'Bình Dương', '79'],
  ['77', 'Bà Rịa - Vũng Tàu', '79'],
  ['83', 'Bến Tre', '86'],
  ['84', 'Trà Vinh', '86'],
  ['87', 'Đồng Tháp', '82'],
  ['89', 'An Giang', '91'],
  ['93', 'Hậu Giang', '92'],
  ['94', 'Sóc Trăng', '92'],
  ['95', 'Bạc Liêu', '96'],
] as const;

describe('two-digit province codes', () => {
  it.each(reused)('reads the re-used code %s as %s today and as %s in an old list', (code, today, before) => {
    const unknownList = resolveProvince(code);
    const currentList = resolveProvince(code, { codeSystem: 'current' });
    const formerList = resolveProvince(code, { codeSystem: 'former' });

    expect(unknownList).toMatchObject({ provinceCode: code, provinceName: today, formerUnit: null, matchedBy: 'currentCode' });
    expect(currentList).toEqual(unknownList);
    expect(formerList).toMatchObject({ provinceCode: code, formerUnit: { code, name: before }, matchedBy: 'formerCode' });
  });

  it.each(vanished)('reads the vanished code %s as the former %s, now in %s, whatever list is named', (code, name, now) => {
    const expected = { provinceCode: now, formerUnit: { code, name }, matchedBy: 'formerCode', codeSystem: '2025' };

    expect(resolveProvince(code)).toMatchObject(expected);
    expect(resolveProvince(code, { codeSystem: 'former' })).toMatchObject(expected);
    expect(resolveProvince(code, { codeSystem: 'current' })).toMatchObject(expected);
  });

  it('gets all 34 present and all 63 former codes right, and refuses every other', () => {
    const present = new Map(file.provinces.map(({ code }) => [code, code]));
    const former = new Map(file.provinces.flatMap(({ code, formerUnits }) => formerUnits.map(({ oldCode }) => [oldCode, code] as const)));
    const all = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, '0'));

    const wrong = all.filter(
      (code) =>
        resolveProvince(code)?.provinceCode !== (present.get(code) ?? former.get(code)) ||
        resolveProvince(code, { codeSystem: 'former' })?.provinceCode !== former.get(code),
    );

    console.log(`province codes: ${present.size}/34 present, ${former.size}/63 former, ${wrong.length} wrong of 2 × 100`);
    expect([present.size, former.size, vanished.length]).toEqual([34, 63, 29]);
    expect(wrong).toEqual([]);
  });

  it.each(['3', '001', '1000', '5 2', '52a', '-52', '99', '00', '５２０'])('does not take %s for a code', (raw) => {
    expect(resolveProvince(raw)).toBeNull();
  });

  it('reads one digit as the code that lost its zero', () => {
    const wrong = Array.from({ length: 10 }, (_, digit) => String(digit)).filter((digit) =>
      (['current', 'former'] as const).some(
        (codeSystem) =>
          JSON.stringify(resolveProvince(digit, { codeSystem })) !== JSON.stringify(resolveProvince(`0${digit}`, { codeSystem })),
      ),
    );

    expect(wrong).toEqual([]);
    expect(resolveProvince('1')?.provinceName).toBe('Hà Nội');
    expect(resolveProvince('2', { codeSystem: 'former' })).toMatchObject({ provinceCode: '08', formerUnit: { name: 'Hà Giang' } });
  });

  it('reads a code typed with full-width digits and spaces around it', () => {
    expect(resolveProvince(' ５２ ')?.provinceName).toBe('Gia Lai');
  });
});
