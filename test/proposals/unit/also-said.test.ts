import { describe, expect, it } from '@jest/globals';
import { contactOf, leadPhone } from '../../../shared/identity/index.ts';
import { alsoSaid, fieldsAlsoSaid } from '../../../shared/proposals/index.ts';

function leadOf(fields: Record<string, string>) {
  const { fullName, email, phone } = contactOf(fields);
  return { fullName, email, phone: phone && leadPhone(phone, true) };
}
const known = { fullName: 'Nguyễn Thị Hường', email: 'huong@example.com', phone: '0912 345 678' };

describe('what a post says beside the record', () => {
  it.each<[string, Record<string, string>, string[]]>([
    ['the same', known, []],
    ['the same in another spelling', { fullName: 'nguyen thi huong', email: 'HUONG@example.com ', phone: '+84912345678' }, []],
    ['nothing', {}, []],
    ['no number', { phone: 'không có' }, []],
    ['another name', { fullName: 'Trần Nam' }, ['fullName']],
    ['another address', { email: 'khac@example.com' }, ['email']],
    ['an address that nobody can mail', { email: '"lan tran"@mail.example' }, ['email']],
    ['another number', { phone: '0987654321' }, ['phone']],
    ['a second number', { phone: '0912345678 / 0987654321' }, ['phone']],
    ['a mistyped number', { phone: '0912 345 67' }, ['phone']],
  ])('%s: %j → %j', (_, fields, expected) => {
    expect(fieldsAlsoSaid(alsoSaid(fields, leadOf(known)))).toEqual(expected);
  });

  it('is no address that the record has beside its first', () => {
    const lead = { ...leadOf(known), emails: ['viec@example.com'] };

    expect(fieldsAlsoSaid(alsoSaid({ ...known, email: 'viec@example.com' }, lead))).toEqual([]);
    expect(fieldsAlsoSaid(alsoSaid({ ...known, email: 'khac@example.com' }, lead))).toEqual(['email']);
  });

  it('is told as it was posted', () => {
    const said = alsoSaid({ fullName: ' Trần  Nam', email: 'KHAC@example.com', phone: '0987 654 321' }, leadOf({ phone: known.phone }));

    expect([said.fullName, said.email, said.phones.map(({ e164 }) => e164)]).toEqual(['Trần Nam', 'khac@example.com', ['+84987654321']]);
  });
});
