import { person } from '../../support/people.ts';
import { documentsOf, publishConfig } from '../../support/publish-config.ts';
import type { Runtime } from '../../support/runtime.ts';
import { askAs, lan, typeIn } from './people.ts';

/** Somebody of each role, as the configuration has them. */
export const users = {
  admin: 'admin@example.com',
  manager: 'manager.south@example.com',
  leader: 'leader.south@example.com',
  marketer: 'marketer@example.com',
  rep: lan,
} as const;

/** What the screens show. */
export interface Company {
  readonly leadId: string;
  readonly phone: string;
  /** Two records of one company and one number, which nobody has decided about. */
  readonly twinId: string;
  /** When it was settled, by the clock of the runtime. */
  readonly atMs: number;
}

/** Who has an offer to answer, and who works a pool whose leads float. */
export const offered = 'anh.nguyen@example.com';
export const floating = 'truong.mai@example.com';

/** Fills a company so that each screen has something to show: leads of a rep with calls and notes, an offer, a lead that floats. */
export async function settleCompany(runtime: Runtime): Promise<Company> {
  const pools = await documentsOf(runtime, 'pools');
  const changed: Readonly<Record<string, object>> = {
    north: { members: [{ repId: 'rep-anh', weight: 1 }], accept: { withinMinutes: 600 } },
    unknown: { members: [{ repId: 'rep-truong', weight: 1 }], floating: { perDay: 5 } },
  };
  await publishConfig(
    runtime,
    'pools',
    pools.map((pool) => ({ ...pool, ...changed[pool.id] })),
  );
  await runtime.idle();
  const long = { company: 'Công ty TNHH Thương mại Dịch vụ Xuất nhập khẩu Nguyễn Hoàng Phương Linh', title: 'Chủ cửa hàng' };
  const phone = '0912345611';
  const leadId = await typeIn(runtime, lan, {
    ...{ fullName: 'Nguyễn Thị Hường', phone, email: 'huong.nguyen.thi.tap.hoa@tapchi.example', products: ['ban-hang'] },
    ...long,
  });
  const another = await typeIn(runtime, lan, { fullName: 'Trần Văn Đạt', phone: '0912345612' });
  const about = `/v1/leads/${leadId}`;
  const key = (name: string) => ({ 'Idempotency-Key': `screens-${name}` });
  // Work of today at whatever hour: a call that reached nobody late in the day is tried again tomorrow.
  await askAs(runtime, lan, 'POST', `/v1/leads/${another}/tasks`, { kind: 'call', dueAt: runtime.ago(-120) }, key('task'));
  await askAs(runtime, lan, 'POST', `${about}/calls`, { outcome: 'noAnswer', at: runtime.ago(3_600) }, key('call'));
  await askAs(
    runtime,
    lan,
    'POST',
    `${about}/notes`,
    { text: 'Hỏi giá gói chuỗi, so với KiotViet. https://tapchi.example/bang-gia/rat-dai' },
    key('note'),
  );
  for (const [index, fields] of [{ province: 'Hà Nội', product: 'ban-hang' }, {}].entries()) {
    const { fullName, email, phone: number } = person(900 + index);
    await runtime.post('contact', { fullName, email, phone: number, consentContact: true, ...fields }, { ip: `10.8.${index}.1` });
  }
  await runtime.idle();
  const { items } = await askAs(runtime, floating, 'GET', '/v1/work');
  await askAs(runtime, floating, 'POST', `/v1/leads/${items[0].leadId}/release`, { reason: 'workload' });
  await runtime.idle();
  for (const [index, fullName] of ['Lê Thị Thu Hà', 'Lê Hà'].entries()) {
    const fields = { fullName, email: `ha${index}@xuongmaysongthu.vn`, phone: '0912345615', province: 'TP.HCM', consentContact: true };
    await runtime.post('contact', { ...fields, company: 'Xưởng may Sông Thu' }, { ip: `10.8.9.${index}` });
    await runtime.idle();
  }
  const south: { readonly members: readonly { readonly repId: string }[] } = Object(pools.find(({ id }) => id === 'south'));
  await lateActs(runtime, String(south.members.find(({ repId }) => repId !== 'rep-lan')?.repId));
  await guests(runtime);
  await targets(runtime);
  const { items: pairs } = await askAs(runtime, users.admin, 'GET', '/v1/merge-candidates');
  return { leadId, phone, twinId: pairs[0].lead.leadId, atMs: Date.parse(runtime.ago(0)) };
}

/** A rep without a network notes how a call ended, and a note, about a lead that goes to somebody else meanwhile. */
async function lateActs(runtime: Runtime, repId: string): Promise<void> {
  const leadId = await typeIn(runtime, lan, { fullName: 'Vũ Thị Muộn', phone: '0912345617' });
  await askAs(
    runtime,
    users.admin,
    'POST',
    `/v1/leads/${leadId}/owner`,
    { repId, reason: 'language' },
    { 'Idempotency-Key': 'screens-owner' },
  );
  const notedAt = runtime.ago(1_800);
  const acts = [
    { is: 'call', outcome: 'noAnswer', at: notedAt, note: 'Chuông reo lâu' },
    { is: 'note', text: 'Khách nhờ gọi lại sau giờ họp' },
  ];
  for (const [index, act] of acts.entries()) {
    await askAs(runtime, lan, 'POST', `/v1/leads/${leadId}/late-acts`, { notedAt, act }, { 'Idempotency-Key': `screens-late-${index}` });
  }
  await runtime.idle();
}

/** What the leader wants of the pool and of a rep this month. */
async function targets(runtime: Runtime): Promise<void> {
  const month = new Date(Date.parse(runtime.ago(0)) + 7 * 3_600_000).toISOString().slice(0, 'yyyy-mm'.length);
  const goals = [
    { metric: 'attempts', amount: 60 },
    { metric: 'net', amount: 300_000_000 },
  ];
  for (const whose of ['pools/south', 'reps/rep-lan']) {
    const key = { 'Idempotency-Key': `screens-target-${whose}` };
    await askAs(runtime, users.leader, 'PUT', `/v1/targets/${month}/${whose}`, { goals }, key);
  }
}

/** People at the door of the workshop: some came, some are expected. */
async function guests(runtime: Runtime): Promise<void> {
  const names = ['Đỗ Thị Mai', 'Hoàng Văn Ân', 'Công Tằng Tôn Nữ Nguyễn Hoàng Phương Thảo Anh'];
  for (const [index, fullName] of names.entries()) {
    const body = { fullName, phone: `091234570${index}`, consent: true };
    const about = '/v1/events/hoi-thao';
    const { code } = await askAs(runtime, users.admin, 'POST', `${about}/walk-ins`, body, { 'Idempotency-Key': `guest-${index}` });
    if (index > 0) await askAs(runtime, users.admin, 'POST', `${about}/check-ins/undo`, { code }, { 'Idempotency-Key': `undo-${index}` });
  }
  await runtime.idle();
}
