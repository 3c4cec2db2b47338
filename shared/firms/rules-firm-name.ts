import { fold } from '../identity/text.ts';

/** Words that say what kind of a firm it is, and nothing of which one; longer ones first. */
const kinds = [
  'cong ty trach nhiem huu han',
  'trach nhiem huu han',
  'mot thanh vien',
  'cong ty co phan',
  'doanh nghiep tu nhan',
  'ho kinh doanh',
  'chi nhanh',
  'joint stock company',
  'company limited',
  'co phan',
  'cong ty',
  'dntn',
  'tnhh',
  'mtv',
  'jsc',
  'llc',
  'ltd',
  'corporation',
  'company',
  'corp',
  'inc',
  'cty',
  'ctcp',
  'hkd',
  'cp',
  'co',
];

/** Returns what a firm's name is compared by: folded, without signs and without what kind of a firm it is. */
export function firmNameKey(name: string): string {
  let words = ` ${fold(name)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `;
  for (const kind of kinds) words = words.replaceAll(` ${kind} `, ' ');
  return words.trim().replace(/ +/g, ' ');
}

/** Tells whether two names are of one firm; a name that says nothing is like no other. */
export function isSameFirmName(one: string | null, other: string | null): boolean {
  const key = firmNameKey(one ?? '');
  return key !== '' && key === firmNameKey(other ?? '');
}

/** Shorter labels are in too many names. */
const shortestLabel = 3;

/** Tells whether a domain is called by words of a firm's name: `hoaphat.com.vn` that of Công ty CP Tập đoàn Hòa Phát. */
export function isNamedLike(domain: string, name: string | null): boolean {
  const label = (domain.split('.')[0] ?? '').replaceAll('-', '');
  const words = firmNameKey(name ?? '').split(' ');
  if (label.length < shortestLabel) return false;
  return words.some((_, from) => words.some((_last, to) => words.slice(from, to + 1).join('') === label));
}
