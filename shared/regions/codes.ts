import { z } from 'zod';

/** The three parts of the country that sales teams are usually organised by. */
export const macroRegion = z.enum(['north', 'central', 'south']);
export type MacroRegion = z.infer<typeof macroRegion>;

/** The provinces of each part of the country, apart from all else that is known of them: functions that only read rules do not carry that. */
const codesOf: Readonly<Record<MacroRegion, string>> = {
  north: '01 04 08 11 12 14 15 19 20 22 24 25 31 33 37',
  central: '38 40 42 44 46 48 51 52 56 66 68',
  south: '75 79 80 82 86 91 92 96',
};

/** Each of the 34 provinces with its part of the country, unless a company counts it elsewhere. */
export const macroRegionOfProvince: ReadonlyMap<string, MacroRegion> = new Map(
  macroRegion.options.flatMap((region) => codesOf[region].split(' ').map((code) => [code, region] as const)),
);

/** The codes of the 34 provinces. */
export const provinceCodes: ReadonlySet<string> = new Set(macroRegionOfProvince.keys());

const formerOf =
  '01:01 04:04 08:08,02 11:11 12:12 14:14 15:10,15 19:19,06 20:20 22:22 24:27,24 25:25,17,26 31:31,30 33:33,34 37:37,35,36 38:38 40:40 ' +
  '42:42 44:45,44 46:46 48:48,49 51:51,62 52:64,52 56:56,58 66:66,54 68:68,60,67 75:75,70 79:79,77,74 80:72,80 82:87,82 86:86,83,84 ' +
  '91:89,91 92:92,93,94 96:96,95';

/** The code of each of the 63 units before 1 Jul 2025, with that of the province that it lies in now. */
export const provinceOfFormer: ReadonlyMap<string, string> = new Map(
  formerOf.split(' ').flatMap((of) => {
    const [province = '', former = ''] = of.split(':');
    return former.split(',').map((code) => [code, province] as const);
  }),
);
