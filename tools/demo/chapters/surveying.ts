import type { Company } from '../company.ts';
import { type Person, personOf } from '../people.ts';
import { post } from '../posting.ts';
import { dayMs, hourMs, midnightOf, momentOn, workingMomentFrom } from '../seasons.ts';
import { isEarnest } from './visiting.ts';

const minuteMs = 60_000;
/** Guests of the stand have numbers of their own. */
const firstGuest = 7_500;
/** On how many days before the end the company had a stand. */
const standDays = [190, 65];
const needs = ['Quản lý nhiều cửa hàng', 'Kiểm kho nhanh', 'Hóa đơn điện tử', 'Chấm công nhân viên', 'Báo cáo doanh thu theo ngày'];
const remarks = ['Dễ dùng, hỗ trợ nhanh', 'Giá hợp lý', 'Ứng dụng đôi lúc chậm', 'Cần thêm hướng dẫn cho người mới'];
const wishes = ['Kết nối sàn thương mại điện tử', 'Quét mã bằng điện thoại', 'Tích điểm cho khách'];

/** People answer surveys and fill in the form of the stand, and reps note what they hear: what is known of somebody beside who they are. */
export function surveying(company: Company): void {
  const { agenda, span } = company;
  company.onKnown((leadId, person) => {
    const dice = company.dice.for(`survey ${person.number}`);
    if (person.email !== null && dice.isLucky(7)) {
      agenda.at(momentOn(midnightOf(agenda.nowMs) + dice.between(5, 90) * dayMs, dice), () => answerSurvey(company, person));
    }
    if (!isEarnest(person) || !dice.isLucky(22)) return;
    agenda.at(workingMomentFrom(agenda.nowMs + dice.between(2, 20) * dayMs, dice), () => noteProfile(company, leadId, person));
  });
  for (const [index, daysAgo] of standDays.entries()) {
    const opensMs = midnightOf(span.endMs - daysAgo * dayMs) + 9 * hourMs;
    const guests = Math.round(span.leads / 130);
    for (let guest = 0; guest < guests && opensMs >= span.startMs; guest += 1) {
      const number = firstGuest + index * guests + guest;
      const dice = company.dice.for(`guest ${number}`);
      agenda.at(opensMs + dice.between(0, 7 * 60) * minuteMs, () => visitStand(company, personOf(number, dice)));
    }
  }
}

async function answerSurvey(company: Company, person: Person): Promise<void> {
  const dice = company.dice.for(`answers ${person.number}`);
  const score = dice.between(4, 10);
  await postForm(company, 'khao-sat', person, {
    fullName: person.fullName,
    email: person.email,
    gender: dice.pick(['female', 'male']),
    age: dice.pick(['25-34', '35-44', '45-54']),
    income: dice.isLucky(70) ? dice.pick(['10-20m', '20-40m', 'over-40m']) : null,
    need: dice.isLucky(60) ? dice.pick(needs) : null,
    habit: dice.pick(['cua-hang', 'website', 'san-tmdt', 'zalo']),
    score: String(score),
    reason: dice.isLucky(50) ? dice.pick(remarks) : null,
    nextFeature: dice.isLucky(40) ? dice.pick(wishes) : null,
    plan: isEarnest(person) ? dice.pick(['now', 'within3Months']) : dice.pick(['within12Months', 'later', 'no']),
  });
}

async function visitStand(company: Company, person: Person): Promise<void> {
  const { fullName, email, phone, province, title } = person;
  const dice = company.dice.for(`stand ${person.number}`);
  const interest = person.product;
  const plan = isEarnest(person) ? 'within3Months' : dice.pick(['within12Months', 'later']);
  await postForm(company, 'su-kien', person, { fullName, email, phone, province, company: person.company, title, interest, plan });
}

async function noteProfile(company: Company, leadId: string, person: Person): Promise<void> {
  const dice = company.dice.for(`profile ${person.number}`);
  const user = await company.ownerOf(leadId);
  if (user === undefined) return;
  await company.ask({
    user,
    route: 'PATCH /v1/leads/{leadId}/profile',
    path: { leadId },
    body: {
      ageBand: dice.pick(['25-34', '35-44', '45-54', '55-64']),
      customerKind: person.company === null ? 'b2c' : 'b2b',
      needs: [dice.pick(needs)],
      readiness: person.fate === 'buyer' ? 'now' : 'within3Months',
      ...(dice.isLucky(30) && { feedback: dice.pick(remarks) }),
    },
  });
}

const postForm = (company: Company, formId: 'khao-sat' | 'su-kien', person: Person, fields: Readonly<Record<string, string | null>>) =>
  post(company, person, { formId, page: formId, openMs: 90_000, nonce: `${formId}${person.number}`, fields });
