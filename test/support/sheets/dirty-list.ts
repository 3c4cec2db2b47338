import { randomFrom } from '../random-numbers.ts';
import type { Written, WrittenSheet } from './write-xlsx.ts';

const families = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Đặng', 'Võ', 'Bùi', 'Đỗ', 'Lý'];
const middles = ['Thị', 'Văn', 'Minh', 'Thu', 'Quốc', 'Ngọc', 'Đức', 'Thanh', 'Hải', 'Bảo'];
const givens = ['Hường', 'An', 'Trang', 'Quân', 'Linh', 'Đạt', 'Phượng', 'Sơn', 'Yến', 'Khôi', 'Mai', 'Ưu'];
const provinces = [
  'Hà Nội',
  'TP.HCM',
  'hcm',
  'Sài Gòn',
  'Đà Nẵng',
  'da nang',
  'Cần Thơ',
  'Hải Phòng',
  'Thanh Hoá',
  'Bình Dương',
  'Lâm Đồng',
  '??',
];
const sources = ['Facebook', 'Zalo', 'Hội chợ', 'Giới thiệu', ''];
const mobile = ['090', '091', '098', '086', '033', '070', '038', '056'];

/** What a list is made of, and how often it is at fault. */
export interface DirtyWish {
  readonly seed: number;
  readonly rows: number;
  /** Names of reps, as the list has them. */
  readonly reps: readonly string[];
  /** What there is of no sheet: a CSV writes numbers as Excel shows them. */
  readonly isCsv?: boolean;
}

export interface DirtyList {
  readonly sheets: readonly WrittenSheet[];
  readonly rows: number;
}

const headers = {
  stt: ['STT', 'No.'],
  name: ['Họ tên', 'Họ và tên KH', 'TÊN KHÁCH HÀNG', 'ho ten'],
  phone: ['SĐT', 'Số điện thoại', 'Điện thoại (Zalo)', 'phone'],
  email: ['Email', 'E-mail', 'Địa chỉ email'],
  province: ['Tỉnh/TP', 'Tỉnh thành', 'Khu vực'],
  source: ['Nguồn', 'Nguồn khách'],
  owner: ['NV phụ trách', 'Sale phụ trách', 'Nhân viên'],
  date: ['Ngày', 'Ngày đăng ký', 'Ngày tạo'],
  note: ['Ghi chú', 'Nội dung'],
  tags: ['Nhãn', 'Phân loại'],
  consent: ['Đồng ý nhận quảng cáo'],
  consentAt: ['Ngày đồng ý'],
  consentHow: ['Hình thức đồng ý'],
} as const;
type Part = keyof typeof headers;

/** Makes a list as people keep them, with every kind of fault; the same for the same seed. */
export function dirtyList({ seed, rows, reps, isCsv = false }: DirtyWish): DirtyList {
  const random = randomFrom(seed);
  const chance = (share: number): boolean => random() < share;
  const one = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)] as Value;
  const digits = (count: number): string => Array.from({ length: count }, () => Math.floor(random() * 10)).join('');

  interface Person {
    readonly name: string;
    readonly phone: string;
    readonly email: string;
  }
  const people: Person[] = [];
  const person = (): Person => {
    // Every fifth row is about somebody who stands elsewhere in the list.
    if (people.length > 0 && chance(0.2)) return one(people);
    const name = `${one(families)} ${one(middles)} ${one(givens)}`;
    const made = {
      name,
      phone: one(mobile) + digits(7),
      email: `khach${people.length}.${digits(4)}@${one(['gmail.com', 'example.vn', 'congty.vn'])}`,
    };
    people.push(made);
    return made;
  };

  const nameOf = (name: string): string => {
    if (chance(0.1)) return name.toUpperCase();
    if (chance(0.1)) return name.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase();
    if (chance(0.05)) return `  ${name.replace(' ', '   ')} `;
    return chance(0.05) ? `Anh ${name}` : name;
  };
  const phoneOf = (phone: string): Written => {
    if (chance(0.04)) return isCsv ? `${phone[1]},${phone.slice(2, 4)}E+08` : `9.${digits(2)}E+08`;
    if (chance(0.2)) return isCsv ? phone.slice(1) : { digits: phone.slice(1) };
    if (chance(0.05)) return isCsv ? `84${phone.slice(1)}` : { digits: `84${phone.slice(1)}` };
    if (chance(0.1)) return `${phone.slice(0, 4)} ${phone.slice(4, 7)} ${phone.slice(7)}`;
    if (chance(0.05)) return `${phone.slice(0, 4)}.${phone.slice(4, 7)}.${phone.slice(7)}`;
    if (chance(0.04)) return `${phone} / 024 3825 ${digits(4)}`;
    if (chance(0.03)) return `024 3${digits(3)} ${digits(4)}`;
    if (chance(0.02)) return phone.slice(0, 6);
    if (chance(0.02) && !isCsv) return { formula: 'VLOOKUP(A1,B:B,1)', came: phone };
    return chance(0.01) && !isCsv ? { error: '#N/A' } : phone;
  };
  const dateOf = (): Written => {
    const serial = 45_700 + Math.floor(random() * 300);
    const day = new Date(Date.UTC(1899, 11, 30) + serial * 86_400_000).toISOString().slice(0, 10);
    const [year = '', month = '', date = ''] = day.split('-');
    if (chance(0.05)) return '31/02/2026';
    if (chance(0.03)) return 'hôm qua';
    if (chance(0.3)) return `${date}/${month}/${year}`;
    if (chance(0.1)) return `${Number(date)}-${Number(month)}-${year.slice(2)}`;
    return isCsv ? `${date}/${month}/${year} 08:30` : { serial };
  };
  const cellOf: Record<Part, (of: Person, row: number) => Written> = {
    stt: (_of, row) => (isCsv ? String(row) : { digits: String(row) }),
    name: ({ name }) => (chance(0.02) ? null : nameOf(name)),
    phone: ({ phone }) => (chance(0.12) ? null : phoneOf(phone)),
    email: ({ email }) =>
      chance(0.45) ? null : chance(0.05) ? email.replace('@', ' ') : chance(0.1) ? email.toUpperCase() : chance(0.03) ? 'không có' : email,
    province: () => one(provinces),
    source: () => one(sources),
    owner: () => (chance(0.5) ? null : chance(0.1) ? 'Nguyễn Văn Không Có' : one(reps)),
    date: () => (chance(0.1) ? null : dateOf()),
    note: () => (chance(0.6) ? null : chance(0.2) ? 'Gọi lại "sau"\nsáng mai, trước 9h' : `Quan tâm gói ${digits(1)}; hẹn tuần sau`),
    tags: () => (chance(0.7) ? null : one(['VIP', 'VIP, hội chợ', 'nguội', 'Vip'])),
    consent: () => (chance(0.7) ? null : one(['x', 'Có', 'Không', 'đồng ý', 'chắc vậy'])),
    consentAt: () => (chance(0.5) ? null : dateOf()),
    consentHow: () => (chance(0.5) ? null : one(['qua điện thoại', 'Zalo', 'phiếu giấy', 'tại hội chợ', 'thần giao cách cảm'])),
  };

  const perSheet = isCsv ? rows : Math.ceil(rows / 3);
  const sheets: WrittenSheet[] = [];
  for (let done = 0; done < rows; done += perSheet) {
    const order = Object.keys(headers) as Part[];
    for (let place = order.length - 1; place > 0; place -= 1) {
      const other = Math.floor(random() * (place + 1));
      [order[place], order[other]] = [order[other] as Part, order[place] as Part];
    }
    const written: (readonly Written[])[] = [
      ['DANH SÁCH KHÁCH HÀNG TIỀM NĂNG', ...order.slice(1).map(() => null)],
      ['Người lập: phòng Marketing', null, null],
      [],
      order.map((part) => one(headers[part])),
    ];
    for (let row = done; row < Math.min(rows, done + perSheet); row += 1) {
      if (chance(0.02)) written.push([]);
      const of = person();
      const cells = order.map((part) => cellOf[part](of, row));
      written.push(chance(0.01) ? [null, ...order.slice(1).map(() => null), 'Tổng cộng'] : cells);
    }
    sheets.push({ name: sheets.length === 0 ? 'Sheet1' : `Tháng ${sheets.length + 1}`, rows: written, merged: ['A1:M1'] });
  }
  return { sheets, rows };
}

/** Writes a list as CSV, quoted where it has to be. */
export function toCsv({ rows }: Pick<WrittenSheet, 'rows'>, delimiter = ','): string {
  const quoted = (cell: Written): string => {
    const text = typeof cell === 'string' ? cell : '';
    return /["\n\r]/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return rows.map((cells) => cells.map(quoted).join(delimiter)).join('\r\n');
}
