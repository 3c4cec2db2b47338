/** A made-up person as a landing page would post her; the same number gives the same post. */
export interface PostedLead {
  readonly submissionId: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly context: Readonly<Record<string, unknown>>;
  readonly consent: Readonly<Record<string, boolean>>;
  readonly token?: string;
}

const families = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Huỳnh', 'Võ', 'Đặng', 'Bùi', 'Đỗ'];
const middles = ['Thị', 'Văn', 'Minh', 'Ngọc', 'Đức', 'Quốc', 'Thu'];
const given = ['Hường', 'Lan', 'Dũng', 'Tuấn', 'Hà', 'Quân', 'Trang', 'Thảo', 'Phúc', 'Vy', 'Đạt'];
const provinces = ['TP.HCM', 'Cần Thơ', 'Đồng Nai', 'Tây Ninh', 'Vĩnh Long'];
const products = ['ban-hang', 'ke-toan', 'kho-san-xuat'];
const pick = (list: readonly string[], index: number): string => list[index % list.length] ?? '';

/**
 * Lead number `index` of one run: e-mail, phone, a southern province, product, message and campaign, about 900 bytes of JSON. It names
 * no visitor: form.js does so only for those who agree to be remembered.
 */
export function lead(run: string, index: number): PostedLead {
  const number = String(index).padStart(6, '0');
  return {
    submissionId: `${run}-${number}`,
    fields: {
      fullName: `${pick(families, index)} ${pick(middles, index * 3)} ${pick(given, index * 7)}`,
      email: `khach.${run}.${number}@example.com`,
      phone: `09${(Number.parseInt(run.slice(-2), 36) % 90) + 10}${number}`,
      province: pick(provinces, index),
      company: 'Cửa hàng Hoa Mai',
      product: pick(products, index),
      message: 'Cửa hàng tôi có 3 chi nhánh, đang ghi sổ tay và cần phần mềm bán hàng có hóa đơn điện tử. Xin gọi sau 17 giờ.',
    },
    context: {
      pageUrl: 'https://www.example.vn/ban-hang?utm_source=facebook&utm_medium=cpc&utm_campaign=khai-truong-mua-thu',
      referrer: 'https://l.facebook.com/',
      utm: { source: 'facebook', medium: 'cpc', campaign: 'khai-truong-mua-thu', content: 'video-15s' },
      locale: 'vi-VN',
    },
    consent: { contact: true, newsletter: index % 2 === 0 },
  };
}

/** Tells the runs apart, so that a table that is used twice sees new people. */
export function newRun(): string {
  return Date.now().toString(36);
}

/** A client address of its own for each lead: posts of one address are counted. */
export function addressOf(index: number): string {
  return `203.${(index >> 16) & 127}.${(index >> 8) & 255}.${index & 255}`;
}
