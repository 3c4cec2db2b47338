import type { Lead } from './record.ts';

const vietNam = 'Asia/Ho_Chi_Minh';

/** Countries that have one zone, by their calling code. Who lives where there are several is written to by the company's clocks. */
const zonesByCallingCode: Readonly<Record<string, string>> = {
  '31': 'Europe/Amsterdam',
  '33': 'Europe/Paris',
  '39': 'Europe/Rome',
  '41': 'Europe/Zurich',
  '44': 'Europe/London',
  '45': 'Europe/Copenhagen',
  '46': 'Europe/Stockholm',
  '47': 'Europe/Oslo',
  '48': 'Europe/Warsaw',
  '49': 'Europe/Berlin',
  '60': 'Asia/Kuala_Lumpur',
  '63': 'Asia/Manila',
  '65': 'Asia/Singapore',
  '66': 'Asia/Bangkok',
  '81': 'Asia/Tokyo',
  '82': 'Asia/Seoul',
  '84': vietNam,
  '86': 'Asia/Shanghai',
  '91': 'Asia/Kolkata',
  '420': 'Europe/Prague',
  '852': 'Asia/Hong_Kong',
  '855': 'Asia/Phnom_Penh',
  '856': 'Asia/Vientiane',
  '886': 'Asia/Taipei',
  '971': 'Asia/Dubai',
};

/** Finds by whose clocks a lead lives: those of the province, else of the country of the number; the company's where neither tells. */
export function zoneOf({ region, phone }: Pick<Lead, 'region' | 'phone'>, companyZone: string): string {
  if (region.provinceCode !== null) return vietNam;
  const digits = phone?.e164?.slice(1) ?? '';
  return zonesByCallingCode[digits.slice(0, 3)] ?? zonesByCallingCode[digits.slice(0, 2)] ?? companyZone;
}
