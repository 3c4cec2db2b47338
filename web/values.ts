import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export type Lang = 'vi' | 'en';

type Province = { name: string; slug: string; macroRegion: string; mergedFrom: string[] };
type Choice = { value: string; vi: string; en: string };

/** The names that the demo page and the form's configuration share; test/unit/web holds them against each other. */
export const honeypot = 'website';
export const products: Choice[] = [
  { value: 'ban-hang', vi: 'Bán hàng', en: 'Point of sale' },
  { value: 'ke-toan', vi: 'Kế toán và hóa đơn', en: 'Accounting and e-invoices' },
  { value: 'kho-san-xuat', vi: 'Kho và sản xuất', en: 'Stock and production' },
];
export const consentTexts = {
  contact: {
    vi: 'Gọi điện hoặc nhắn cho tôi về yêu cầu này.',
    en: 'Call or write to me about this request.',
  },
  newsletter: {
    vi: 'Gửi tôi bản tin qua email, tối đa hai thư mỗi tháng. Tôi có thể từ chối bất cứ lúc nào.',
    en: 'Send me the e-mail newsletter, two a month at most. I can opt out at any time.',
  },
};
export const company = {
  name: 'Công ty Cổ phần Phần mềm An Nhiên',
  address: '12 Nguyễn Văn Bảo, phường Hạnh Thông, TP. Hồ Chí Minh',
  phone: '1900 0000',
  email: 'xinchao@annhien.example',
};

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (sign) => escapes[sign] ?? sign);

/** A select's options, with the former names that people still look for: "Tây Ninh (Long An)". */
const provinceOptions = (provinces: Province[], lang: Lang): string =>
  provinces
    .toSorted((a, b) => a.name.localeCompare(b.name, 'vi'))
    .map(({ name, mergedFrom }) => {
      const former = mergedFrom.filter((old) => old !== name);
      const label = former.length > 0 ? `${name} (${former.join(', ')})` : name;
      return `              <option value="${escapeHtml(name)}"${lang === 'en' ? ' lang="vi"' : ''}>${escapeHtml(label)}</option>`;
    })
    .join('\n');

/** Everything that a page may name as `{{key}}`, in one language; the file parts under site/parts come on top. */
export const pageValues = async (root: string, lang: Lang): Promise<Record<string, string>> => {
  const { provinces }: { provinces: Province[] } = JSON.parse(await readFile(join(root, 'config/data/vn-provinces.json'), 'utf8'));
  const countOf = (region: string) => `${provinces.filter(({ macroRegion }) => macroRegion === region).length}`;
  return {
    honeypot,
    provinces: provinceOptions(provinces, lang),
    products: products
      .map((choice) => `            <option value="${escapeHtml(choice.value)}">${escapeHtml(choice[lang])}</option>`)
      .join('\n'),
    north: countOf('north'),
    central: countOf('central'),
    south: countOf('south'),
    'consent.contact': escapeHtml(consentTexts.contact[lang]),
    'consent.newsletter': escapeHtml(consentTexts.newsletter[lang]),
    company: escapeHtml(company.name),
    address: escapeHtml(company.address),
    phone: escapeHtml(company.phone),
    phoneLink: company.phone.replace(/[^+\d]/g, ''),
    email: escapeHtml(company.email),
  };
};
