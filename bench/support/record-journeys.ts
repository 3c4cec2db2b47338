import type { Runtime } from '../../test/support/runtime.ts';
import type { Journey } from './journeys.ts';

type Record = (name: string, act: () => Promise<void>) => Promise<Journey>;

const admin = 'admin@example.com';

/** Has colleagues type people in, put records right, merge two of them and part them again, and look at what they did. */
export async function walkRecords(runtime: Runtime, record: Record): Promise<{ readonly acts: Journey[]; readonly reads: Journey[] }> {
  const acts: Journey[] = [];
  const reads: Journey[] = [];
  const ask = async (method: string, path: string, body?: object) => {
    const { body: current } = method === 'PATCH' ? await runtime.get(path, { user: admin }) : { body: undefined };
    const headers = {
      authorization: `Bearer ${await runtime.token(admin)}`,
      ...(current ? { 'if-match': `"${current.version ?? 0}"` } : {}),
    };
    return { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) };
  };
  const act = async (name: string, method: string, path: string, body: object) => {
    const init = await ask(method, path, body);
    let answered: Awaited<ReturnType<Runtime['request']>> | undefined;
    acts.push(
      await record(name, async () => {
        answered = await runtime.request(path, init);
        if (answered.status >= 300) throw new Error(`${path} was answered with ${answered.status}: ${answered.text}`);
      }),
    );
    return answered?.body;
  };
  const read = async (name: string, path: string) => {
    // Once before, so that the configuration is no part of it.
    await runtime.get(path, { user: admin });
    const look = async () => {
      const answer = await runtime.get(path, { user: admin });
      if (answer.status !== 200) throw new Error(`${path} was answered with ${answer.status}: ${answer.text}`);
    };
    reads.push(await record(name, look));
  };

  const person = { fullName: 'Võ Thị Ngọc Ánh', email: 'ngoc.anh@records.example', phone: '0912345730', province: 'TP.HCM' };
  const other = { fullName: 'Ngọc Ánh', email: 'anh.vo@records.example', phone: '0912345731', province: 'TP.HCM' };
  // Once before, for the same reason.
  await act('', 'POST', '/v1/leads', { fullName: 'Đặng Văn Khởi', phone: '0912345732', province: 'TP.HCM' });
  await act('', 'POST', '/v1/leads/check', { phone: '0912345732' });
  acts.length = 0;
  const { leadId } = await act('person typed in', 'POST', '/v1/leads', person);
  const { leadId: otherLeadId } = await act('', 'POST', '/v1/leads', other);
  await act('known person typed in', 'POST', '/v1/leads', { ...person, title: 'Chủ tiệm' });
  await act('whether somebody is known', 'POST', '/v1/leads/check', { phone: person.phone });
  const path = `/v1/leads/${leadId}`;
  await act('record put right', 'PATCH', path, { title: 'Giám đốc' });
  await act('tag put on', 'POST', `${path}/tags`, { add: ['hội chợ'], remove: [] });
  await act('letter written', 'POST', `${path}/letters`, { subject: 'Báo giá', text: 'Em gửi báo giá như đã hẹn.' });
  await act('reply noted', 'POST', `${path}/replies`, { text: 'Tuần sau gọi lại nhé' });
  await act('note written', 'POST', `${path}/notes`, { text: 'Hẹn gọi lại sau Tết' });
  await act('profile noted', 'PATCH', `${path}/profile`, { ageBand: '35-44' });
  await act('two leads merged', 'POST', `${path}/merge`, { otherLeadId });
  await act('merge undone', 'POST', `${path}/merge/undo`, { otherLeadId });
  const firm = await act('company made', 'POST', '/v1/companies', {
    name: 'Công ty TNHH Sông Thu',
    taxCode: '0101248141',
    domains: ['songthu.example'],
  });
  await read('profile of a person', `${path}/profile`);
  await read('pairs that may be one person', '/v1/merge-candidates');
  await read('one company', `/v1/companies/${firm.companyId}`);
  await read('people of a company', `/v1/companies/${firm.companyId}/people`);
  return { acts: acts.filter(({ name }) => name !== ''), reads };
}
