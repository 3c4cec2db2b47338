import { z } from 'zod';
import file from '../../config/data/vn-provinces.json' with { type: 'json' };
import { once } from '../platform/once.ts';
import { macroRegion } from './codes.ts';

const code = z.string().regex(/^\d{2}$/);

const formerUnit = z.object({
  name: z.string(),
  slug: z.string(),
  oldCode: code,
  areaCode: z.string().regex(/^2\d{1,2}$/),
  aliases: z.array(z.string()),
});

const province = z.object({
  code,
  name: z.string(),
  fullName: z.string(),
  nameEn: z.string(),
  slug: z.string(),
  type: z.enum(['city', 'province']),
  macroRegion,
  economicRegion: z.string(),
  aliases: z.array(z.string()),
  formerUnits: z.array(formerUnit).min(1),
});

export type ProvinceRecord = z.infer<typeof province>;
export type FormerUnitRecord = z.infer<typeof formerUnit>;

/** The 34 provinces in force since 1 Jul 2025 with the 63 units they were made of (sources in the file). */
export const provinceRecords = once((): readonly ProvinceRecord[] => z.array(province).parse(file.provinces));

/**
 * Spellings that the data file has no room for, by slug of a present province or else of a former unit: the file stays an unchanged
 * copy of its sources. Of abbreviations only those that one unit alone can mean: BD, BT, QN and their like have no place here.
 */
export const furtherAliases: Readonly<Record<string, readonly string[]>> = {
  'ha-noi': ['H.Nội', 'TPHN'],
  'hai-phong': ['H.Phòng'],
  'can-tho': ['C.Thơ', 'TPCT'],
  'da-nang': ['Đ.Nẵng'],
  'khanh-hoa': ['Nhatrang', 'K.Hòa'],
  'dak-lak': ['Đắc Lắk', 'Đắk Lắc', 'Buôn Mê Thuột', 'Ban Mê Thuột', 'Đ.Lắk'],
  'dak-nong': ['Đ.Nông'],
  'lam-dong': ['Dalat', 'L.Đồng'],
  'ho-chi-minh': ['Ho Chi Minh City', 'TP Hochiminh', 'TPSG', 'SGN', 'Thủ Đức'],
  'ba-ria-vung-tau': ['Bà Rịa', 'V.Tàu'],
  'binh-duong': ['B.Dương', 'Thủ Dầu Một'],
  'binh-dinh': ['B.Định'],
  'binh-phuoc': ['B.Phước'],
  'binh-thuan': ['B.Thuận', 'Phan Thiết'],
  'dong-nai': ['Đ.Nai'],
  'dong-thap': ['Đ.Tháp'],
  'bac-ninh': ['B.Ninh'],
  'bac-lieu': ['B.Liêu'],
  'ben-tre': ['B.Tre'],
  'long-an': ['L.An'],
  'kien-giang': ['K.Giang', 'Phú Quốc'],
  'an-giang': ['A.Giang'],
  'vinh-long': ['V.Long'],
  'vinh-phuc': ['V.Phúc'],
  'nghe-an': ['N.An'],
  'ninh-thuan': ['N.Thuận'],
  'soc-trang': ['S.Trăng'],
  'quang-ngai': ['Q.Ngãi'],
  'quang-nam': ['Q.Nam'],
  'quang-ninh': ['Q.Ninh', 'Hạ Long'],
  'quang-tri': ['Q.Trị'],
};
