/** Made-up people for tests: each with an address and a mobile number of their own. */
const families = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Huỳnh', 'Phan', 'Vũ', 'Võ', 'Đặng', 'Bùi', 'Đỗ', 'Hồ', 'Ngô', 'Dương', 'Lý'];
const middles = ['Thị', 'Văn', 'Minh', 'Ngọc', 'Thanh', 'Đức', 'Hữu', 'Quốc', 'Thu', 'Hoài', 'Anh', 'Bảo'];
const given = [
  'Hường',
  'Lan',
  'Dũng',
  'Tuấn',
  'Hà',
  'Quân',
  'Trang',
  'Thảo',
  'Phúc',
  'Vy',
  'Đạt',
  'Ánh',
  'Ngân',
  'Khôi',
  'Yến',
  'Tú',
  'Sơn',
];
const prefixes = ['091', '098', '090', '032', '070', '086', '094', '079', '035', '081'];

const pick = (list: readonly string[], index: number): string => list[index % list.length] ?? '';

export interface Person {
  readonly fullName: string;
  readonly email: string;
  readonly phone: string;
}

/** Person number `index`; the same number gives the same person. */
export function person(index: number): Person {
  return {
    fullName: `${pick(families, index * 7)} ${pick(middles, index * 5)} ${pick(given, index * 3)}`,
    email: `khach${index}@example.com`,
    phone: `${pick(prefixes, index)}${String(1_000_000 + index).slice(-7)}`,
  };
}

const decorateEmail: ((email: string) => string)[] = [
  (email) => email,
  (email) => email.toUpperCase(),
  (email) => `  ${email} `,
  (email) => email.replace(/^./, (letter) => letter.toUpperCase()),
  (email) => `\u200b${email}`,
];

const decoratePhone: ((phone: string) => string)[] = [
  (phone) => phone,
  (phone) => `+84${phone.slice(1)}`,
  (phone) => `84${phone.slice(1)}`,
  (phone) => `${phone.slice(0, 4)} ${phone.slice(4, 7)} ${phone.slice(7)}`,
  (phone) => `(+84) ${phone.slice(1, 4)}.${phone.slice(4, 7)}.${phone.slice(7)}`,
  (phone) => `0084-${phone.slice(1)}`,
  (phone) => `${phone} (Zalo)`,
  (phone) => `ĐT: ${phone}`,
];

const decorateName: ((name: string) => string)[] = [
  (name) => name.normalize('NFC'),
  (name) => name.normalize('NFD'),
  (name) => name.toUpperCase(),
  (name) => `  ${name.replace(' ', '   ')} `,
];

/** Forty ways to type one person: case, spaces, Unicode forms, phone formats. */
export function spellings(of: Person): Person[] {
  return Array.from({ length: 40 }, (_, index) => ({
    fullName: decorateName[index % decorateName.length]?.(of.fullName) ?? of.fullName,
    email: decorateEmail[index % decorateEmail.length]?.(of.email) ?? of.email,
    phone: decoratePhone[index % decoratePhone.length]?.(of.phone) ?? of.phone,
  }));
}
