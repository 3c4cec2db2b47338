import type { Company } from '../company.ts';
import type { Person } from '../people.ts';
import { dayMs, workingMomentFrom } from '../seasons.ts';
import { isEarnest } from './visiting.ts';

const notes = [
  'Hay bận buổi sáng, gọi sau 14 giờ',
  'Vợ quyết định về tiền, nên mời cả hai khi demo',
  'Đang dùng phần mềm khác đến hết năm',
  'Thích nhắn Zalo hơn gọi điện',
];
const tags = ['hội chợ', 'khách giới thiệu', 'cần hóa đơn VAT', 'nhiều chi nhánh', 'quay lại sau Tết'];
const mistyped = /\.con$/;

/** Reps keep records: they note what helps the next one, tag whom they want to find again, and put right what was mistyped. */
export function keeping(company: Company): void {
  company.onKnown((leadId, person) => {
    const { agenda } = company;
    const dice = company.dice.for(`kept ${person.number}`);
    const later = (act: () => Promise<unknown>) => agenda.at(workingMomentFrom(agenda.nowMs + dice.between(1, 15) * dayMs, dice), act);
    const asOwner = async (route: string, body: object) => {
      const user = await company.ownerOf(leadId);
      if (user !== undefined) await company.ask({ user, route, path: { leadId }, body });
    };
    if (isEarnest(person) && dice.isLucky(18)) later(() => asOwner('POST /v1/leads/{leadId}/notes', { text: dice.pick(notes) }));
    if (dice.isLucky(8)) later(() => asOwner('POST /v1/leads/{leadId}/tags', { add: [dice.pick(tags)] }));
    if (dice.isLucky(5) || (mistyped.test(person.email ?? '') && dice.isLucky(30))) later(() => putRight(company, leadId, person));
  });
}

/** Asks on the phone, and writes what was heard into the record. */
async function putRight(company: Company, leadId: string, { number, email, title }: Person): Promise<void> {
  const user = await company.ownerOf(leadId);
  const lead = user && (await company.ask({ user, route: 'GET /v1/leads/{leadId}', path: { leadId } }));
  if (!user || !lead) return;
  const dice = company.dice.for(`right ${number}`);
  const body =
    email !== null && mistyped.test(email)
      ? { email: email.replace(/@.*/, '@example.com') }
      : { title: title ?? dice.pick(['Chủ cửa hàng', 'Quản lý']), extra: { soChiNhanh: String(dice.between(1, 5)) } };
  await company.ask({ user, route: 'PATCH /v1/leads/{leadId}', path: { leadId }, body, seenVersion: Number(lead.version) });
}
