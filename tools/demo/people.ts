import type { Dice } from './dice.ts';
import { type Firm, firmOf } from './firms.ts';
import { plain } from './plain.ts';

/** What becomes of somebody, which they know as little as the company does. */
export type Fate = 'stranger' | 'cold' | 'warm' | 'buyer';

/** Somebody who turns to the company. */
export interface Person {
  readonly number: number;
  readonly fate: Fate;
  readonly fullName: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly province: string | null;
  readonly company: string | null;
  /** The firm that they are of, where it is one with a tax code and a domain of its own. */
  readonly firm: Firm | null;
  readonly title: string | null;
  readonly product: string;
}

const families = [
  [30, 'Nguyễn'],
  [11, 'Trần'],
  [9, 'Lê'],
  [7, 'Phạm'],
  [5, 'Huỳnh'],
  [5, 'Hoàng'],
  [4, 'Phan'],
  [4, 'Vũ'],
  [3, 'Võ'],
  [3, 'Đặng'],
  [3, 'Bùi'],
  [2, 'Đỗ'],
  [2, 'Hồ'],
  [2, 'Ngô'],
  [2, 'Dương'],
  [1, 'Lý'],
  [1, 'Đinh'],
  [1, 'Trịnh'],
  [1, 'Mai'],
  [1, 'Tạ'],
] as const;
const women = {
  middles: ['Thị', 'Thị', 'Thị', 'Ngọc', 'Thanh', 'Thu', 'Hoài', 'Mỹ', 'Kim', 'Bích', 'Phương'],
  given: [
    'Hường',
    'Lan',
    'Hà',
    'Trang',
    'Thảo',
    'Vy',
    'Ánh',
    'Ngân',
    'Yến',
    'Hạnh',
    'Linh',
    'Nhung',
    'Quỳnh',
    'Thủy',
    'Tuyết',
    'Uyên',
    'Dung',
    'Nga',
    'Hiền',
    'Loan',
    'My',
    'Trâm',
  ],
};
const men = {
  middles: ['Văn', 'Văn', 'Minh', 'Đức', 'Hữu', 'Quốc', 'Thanh', 'Anh', 'Gia', 'Xuân', 'Công', 'Hoàng'],
  given: [
    'Dũng',
    'Tuấn',
    'Quân',
    'Phúc',
    'Đạt',
    'Khôi',
    'Tú',
    'Sơn',
    'Hùng',
    'Long',
    'Nam',
    'Thắng',
    'Bình',
    'Cường',
    'Duy',
    'Hải',
    'Kiên',
    'Lộc',
    'Phong',
    'Tâm',
    'Thịnh',
    'Vinh',
  ],
};
const places = [
  [30, 'TP.HCM'],
  [20, 'Hà Nội'],
  [6, 'Đà Nẵng'],
  [5, 'Cần Thơ'],
  [5, 'Hải Phòng'],
  [4, 'Đồng Nai'],
  [4, 'Bình Dương'],
  [3, 'Nghệ An'],
  [3, 'Thanh Hóa'],
  [3, 'Khánh Hòa'],
  [2, 'Lâm Đồng'],
  [2, 'An Giang'],
  [2, 'Huế'],
  [2, 'Quảng Ninh'],
  [2, 'Bắc Ninh'],
  [2, 'Gia Lai'],
  [1, 'Cà Mau'],
  [1, 'Đắk Lắk'],
  [1, 'Thái Nguyên'],
  [1, 'Vĩnh Long'],
  [6, null],
] as const;
const shops = [
  'Tạp hóa',
  'Quán cà phê',
  'Cửa hàng',
  'Tiệm bánh',
  'Nhà thuốc',
  'Siêu thị mini',
  'Nội thất',
  'Thời trang',
  'Điện máy',
  'Vật liệu',
];
const makers = ['Công ty TNHH', 'Công ty Cổ phần', 'Xưởng', 'Nhà phân phối', 'Hợp tác xã'];
const shopNames = [
  'Hoa Mai',
  'An Phát',
  'Bình Minh',
  'Sông Thu',
  'Phố Xưa',
  'Hương Quê',
  'Đại Lộc',
  'Thiên Ân',
  'Gió Mới',
  'Minh Tâm',
  'Tân Tiến',
  'Lá Xanh',
  'Ba Miền',
  'Cát Tường',
  'Nắng Ấm',
  'Đồng Xanh',
  'Kim Long',
  'Hải Vân',
];
const titles = ['Chủ cửa hàng', 'Chủ cửa hàng', 'Giám đốc', 'Quản lý', 'Kế toán trưởng', 'Trưởng phòng mua hàng', 'Nhân viên', 'Trợ lý'];
const carriers = ['090', '091', '093', '094', '096', '097', '098', '032', '035', '038', '070', '077', '079', '081', '086', '088'];

/** Makes a person; the same number and dice make the same one. */
export function personOf(number: number, dice: Dice): Person {
  const { middles, given } = dice.isLucky(54) ? women : men;
  const fullName = `${dice.weigh(families)} ${dice.pick(middles)} ${dice.pick(given)}`;
  const isCompany = dice.isLucky(42);
  const shopName = dice.pick(shopNames);
  const shop = `${dice.pick(dice.isLucky(70) ? shops : makers)} ${shopName}`;
  const firm = isCompany && dice.isLucky(40) ? firmOf(dice.for('firm')) : null;
  const words = plain(fullName).split(' ');
  const name = `${words.at(-1)}.${words[0]}${number}`;
  const email = `${name}@${firm?.domain ?? slipOf(dice.for('address')) ?? 'example.com'}`;
  // No range is set aside for examples in Viet Nam: numbers of subscribers that begin with 000 are the least likely to be anybody's.
  const phone = `${dice.pick(carriers)}000${String(number).padStart(4, '0')}`;
  const [hasEmail, hasPhone] = dice.weigh([
    [62, [true, true]],
    [28, [false, true]],
    [10, [true, false]],
  ] as const);
  return {
    number,
    fullName,
    company: isCompany ? (firm?.name ?? shop) : null,
    firm,
    email: hasEmail ? email : null,
    phone: hasPhone ? spelt(phone, dice) : null,
    province: dice.weigh(places),
    title: isCompany && dice.isLucky(45) ? dice.pick(titles) : null,
    product: dice.weigh([
      [58, 'ban-hang'],
      [27, 'ke-toan'],
      [15, 'kho-san-xuat'],
    ] as const),
    fate: dice.weigh([
      [7, 'stranger'],
      [61, 'cold'],
      [19, 'warm'],
      [13, 'buyer'],
    ] as const),
  };
}

/** People type their number as they say it. */
function spelt(phone: string, dice: Dice): string {
  const [head, middle, tail] = [phone.slice(0, 4), phone.slice(4, 7), phone.slice(7)];
  return dice.pick([phone, phone, `${head} ${middle} ${tail}`, `${head}.${middle}.${tail}`, `+84${phone.slice(1)}`]);
}

/** Some mistype their provider, and some have a mailbox to throw away; no mailbox is under the first, and what comes to the second anybody may read. */
function slipOf(dice: Dice): string | null {
  return dice.weigh([
    [2, 'gmail.con'],
    [1, 'yahoo.con'],
    [1.5, 'mailinator.com'],
    [95.5, null],
  ] as const);
}
