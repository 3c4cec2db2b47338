import { signFormToken } from '../../../shared/capture/index.ts';
import type { SubmissionRef } from '../../../shared/platform/ids.ts';
import type { Company } from '../company.ts';
import type { Dice } from '../dice.ts';
import { type Person, personOf } from '../people.ts';
import { dayMs, demandOn, hourMs, midnightOf, momentOn } from '../seasons.ts';
import { birthdayQuestion } from './forms.ts';
import { isEarnest, type Visit, visitAgain, visitBefore } from './visiting.ts';

const minuteMs = 60_000;
const agents = [
  'Mozilla/5.0 (Linux; Android 14; SM-A546E) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36',
];
const messages = [
  'Tôi có ba cửa hàng, cần quản lý bán hàng chung một chỗ',
  'Cho tôi xin bảng giá',
  'Bên mình có dùng thử không ạ?',
  'Cần tư vấn hóa đơn điện tử',
  'Quán mới mở, muốn tìm phần mềm đơn giản',
  'Đang dùng Excel, hay bị lệch kho',
  'Gọi giúp tôi sau 5 giờ chiều',
  'Muốn xem demo tại cửa hàng',
  'Chuyển từ phần mềm khác sang có mất dữ liệu không?',
];
const industries = ['ban-le', 'ban-le', 'an-uong', 'an-uong', 'phan-phoi', 'san-xuat', 'xay-dung', 'dich-vu', 'khac'];
const sizes = ['1-4', '1-4', '5-19', '5-19', '20-49', '50-199'];

interface Way {
  readonly utm: Readonly<Record<string, string>>;
  readonly referrer: string | null;
}

/** By what people came, with the campaign that ran then. */
function wayOn(ms: number, dice: Dice): Way {
  const month = new Date(ms).toISOString().slice(5, 7);
  return dice.weigh<Way>([
    [34, { utm: { source: 'facebook', medium: 'paid-social', campaign: `khai-truong-${month}` }, referrer: 'https://www.facebook.com/' }],
    [22, { utm: { source: 'google', medium: 'cpc', campaign: 'phan-mem-ban-hang' }, referrer: 'https://www.google.com/' }],
    [12, { utm: { source: 'zalo', medium: 'social', campaign: 'uu-dai-cuoi-nam' }, referrer: null }],
    [8, { utm: { source: 'tiktok', medium: 'paid-social', campaign: 'chu-quan-ke-chuyen' }, referrer: 'https://www.tiktok.com/' }],
    [14, { utm: {}, referrer: 'https://www.google.com/' }],
    [10, { utm: {}, referrer: null }],
  ]);
}

/** People ask for advice, quotes and the newsletter; some of them again later, and some who are none. */
export function asking(company: Company): void {
  const { span, agenda } = company;
  const dice = company.dice.for('asking');
  const days = Array.from({ length: Math.ceil((span.endMs - span.startMs) / dayMs) }, (_, day) => midnightOf(span.startMs) + day * dayMs);
  // The company grows: the last month asks twice as much as the first.
  const demand = days.map((day, index) => demandOn(day) * (1 + index / days.length));
  const total = demand.reduce((sum, one) => sum + one, 0);
  let asked = 0;
  let due = 0;
  for (const [index, day] of days.entries()) {
    due += ((demand[index] ?? 0) / total) * span.leads;
    for (; asked < Math.round(due); asked += 1) {
      const person = personOf(asked, company.dice.for(`person ${asked}`));
      agenda.at(Math.max(span.startMs, momentOn(day, dice)), () => ask(company, person, 'first'));
    }
    if (dice.isLucky(12)) agenda.at(momentOn(day, dice), () => spam(company, day));
  }
}

async function ask(company: Company, person: Person, time: 'first' | 'again'): Promise<void> {
  const { agenda, product } = company;
  const dice = company.dice.for(`${time} ${person.number}`);
  const way = wayOn(agenda.nowMs, dice);
  const isFollowed = dice.isLucky(isLately(company) ? 65 : 28);
  const visit = isFollowed ? await visitBefore(company, person, way.referrer) : null;
  const formId =
    person.email && time === 'first' && dice.isLucky(9) ? 'newsletter' : person.company && dice.isLucky(30) ? 'quote' : 'contact';
  const post = await product.post(formId, bodyOf(formId, person, { way, visit, dice, company, time }), {
    address: `203.0.113.${person.number % 250}`,
    agent: dice.pick(agents),
  });
  agenda.at(agenda.nowMs + minuteMs, () => became(company, person, post));
  if (visit && isEarnest(person))
    agenda.at(momentOn(midnightOf(agenda.nowMs) + dice.between(1, 5) * dayMs, dice), () => visitAgain(company, person));
  if (time === 'first' && dice.isLucky(11))
    agenda.at(agenda.nowMs + dice.between(1, 60 * 24) * hourMs, () => ask(company, person, 'again'));
}

/** In the last weeks the page asks more nicely whether it may remember people, so that some are hot on every morning. */
const isLately = ({ agenda, span }: Company): boolean => span.endMs - agenda.nowMs < 28 * dayMs;

function became(company: Company, person: Person, post: SubmissionRef): void {
  const leadId = company.product.leadOf(post);
  if (leadId !== undefined) company.isKnown(leadId, person);
}

interface Saying {
  readonly way: Way;
  readonly visit: Visit | null;
  readonly dice: Dice;
  readonly company: Company;
  readonly time: 'first' | 'again';
}

function bodyOf(formId: string, person: Person, { way, visit, dice, company, time }: Saying): object {
  const { fullName, email, phone, province, title } = person;
  const isNewsletter = formId === 'newsletter';
  // Who asks again may want something else, and may have moved.
  const product = time === 'again' && dice.isLucky(50) ? dice.pick(['ban-hang', 'ke-toan', 'kho-san-xuat']) : person.product;
  const fields = isNewsletter
    ? { email, fullName, [birthdayQuestion]: dice.isLucky(60) ? birthdayOf(dice) : null }
    : {
        fullName,
        email,
        phone,
        province,
        product: formId === 'quote' || dice.isLucky(75) ? product : null,
        company: person.company,
        ...(formId === 'quote' && { taxCode: taxCodeOf(person) }),
        title,
        message: dice.isLucky(45) ? dice.pick(messages) : null,
        ...(formId === 'contact' && person.company && { industry: dice.pick(industries), companySize: dice.pick(sizes) }),
        ...(formId === 'quote' && quoteOf(person, dice)),
      };
  const openedAt = new Date(company.agenda.nowMs - dice.between(20, 300) * 1_000);
  return {
    fields: Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)),
    context: {
      pageUrl: `https://annhien.example/${isNewsletter ? 'blog/kiem-kho' : formId === 'quote' ? 'bao-gia' : `san-pham/${product}`}`,
      referrer: way.referrer,
      utm: way.utm,
      locale: dice.isLucky(96) ? 'vi' : 'en',
      ...visit,
    },
    consent: { contact: !isNewsletter, newsletter: isNewsletter || dice.isLucky(35), ...(visit && { tracking: true }) },
    token: signFormToken(formId, openedAt, `${person.number}${time}`, company.product.formTokenKey),
  };
}

/** Whoever buys for a firm has its tax code at hand; people of a branch type the branch's. */
function taxCodeOf({ firm, number }: Person): string | null {
  if (firm === null) return null;
  return number % 9 === 0 ? `${firm.taxCode}-00${1 + (number % 3)}` : firm.taxCode;
}

/** People type the day as they say it. */
function birthdayOf(dice: Dice): string {
  const [day, month] = [dice.between(1, 28), dice.between(1, 12)];
  return dice.isLucky(70) ? `${day}/${month}/${dice.between(1968, 2003)}` : `${day}/${month}`;
}

function quoteOf(person: Person, dice: Dice): Readonly<Record<string, string>> {
  const means = isEarnest(person);
  return {
    branches: String(dice.between(1, 6)),
    monthlyBudget: means ? dice.pick(['tu-1-trieu', 'duoi-1-trieu']) : dice.pick(['duoi-1-trieu', 'chua-co', 'chua-ro']),
    startWhen: means ? dice.pick(['trong-1-thang', 'trong-3-thang']) : dice.pick(['trong-3-thang', 'de-sau']),
  };
}

/** A machine fills in every field, the one that nobody sees as well: it waits in quarantine. */
async function spam({ agenda, product, span }: Company, day: number): Promise<void> {
  const number = Math.round((day - span.startMs) / dayMs);
  await product.post(
    'contact',
    {
      fields: {
        fullName: 'SEO Top Google',
        email: `seo${number}@example.net`,
        message: 'Cheap backlinks https://seo.example',
        khong_dien: 'x',
      },
      consent: { contact: true },
      context: { pageUrl: 'https://annhien.example/lien-he' },
      token: signFormToken('contact', new Date(agenda.nowMs - 1_000), `spam${number}`, product.formTokenKey),
    },
    { address: `198.51.100.${number % 250}`, agent: 'python-requests/2.32' },
  );
}
