import { z } from 'zod';
import file from '../../config/data/vn-provinces.json' with { type: 'json' };

/** The three parts of the country that sales teams are usually organised by. */
export const macroRegion = z.enum(['north', 'central', 'south']);
export type MacroRegion = z.infer<typeof macroRegion>;

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
export const provinceRecords: readonly ProvinceRecord[] = z.array(province).parse(file.provinces);

/** Spellings that the data file has no room for: the file stays an unchanged copy of its sources. */
export const furtherAliases: Readonly<Record<string, readonly string[]>> = {
  '56': ['Nhatrang'],
  '66': ['Đắc Lắk', 'Đắk Lắc', 'Buôn Mê Thuột', 'Ban Mê Thuột'],
  '68': ['Dalat'],
  '79': ['Ho Chi Minh City', 'TP Hochiminh'],
};
