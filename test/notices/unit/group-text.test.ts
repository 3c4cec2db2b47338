import { describe, expect, it } from '@jest/globals';
import { NoticeTextQuery } from '../../../api/leads/notice-text.ts';
import { groupLine, groupText } from '../../../shared/notices/group-text.ts';
import { sampleLead } from '../../support/lead-world/sample.ts';

const facts = { timeZone: 'Asia/Ho_Chi_Minh', ownerName: 'Trần Thị Lan', products: new Map() };
const written = (changes: Parameters<typeof sampleLead>[0] = {}, query: object = {}, known: Partial<typeof facts> = {}) =>
  groupText(sampleLead(changes), NoticeTextQuery.parse(query), { ...facts, ...known });

describe('a lead as a text for a group', () => {
  it('tells in lines who it is and who has it, with the end of the number alone', () => {
    expect(written()).toMatchSnapshot();
    expect(written({}, { locale: 'en' })).toMatchSnapshot();
  });

  it('tells the whole number to whoever asks for it', () => {
    expect(written({}, { phone: 'whole' })).toMatch(/0912 345 678/);
    expect(written()).toMatch(/\*{4} \*{3} 678/);
    expect(written()).not.toMatch(/0912|345/);
  });

  it.each(['gọi Lan 0912345678', 'ext 12'])('masks what is no number as a whole: %s', (raw) => {
    const { phone } = sampleLead({});
    const text = written({ phone: phone && { ...phone, e164: null, raw } } as never);

    expect(text).not.toMatch(/\d{3}/.test(raw) ? /345|678/ : /ext/);
  });

  it('tells a number that somebody typed as their name no more than the number itself', () => {
    const fullName = 'Lan 0912.345.678';

    expect(written({ fullName })).not.toMatch(/912\D*345/);
    expect(groupLine(sampleLead({ fullName }), 'vi')).not.toMatch(/912\D*345/);
    expect(written({ fullName }, { phone: 'whole' })).toMatch(/Lan 0912\D*345/);
  });

  it('makes no link of what people type', () => {
    const text = written({ fullName: 'Xem https://evil.example/a.b', company: 'mail@evil.example', products: ['evil.vn/x'] as never });

    const [typed = ''] = text.split('Đến lúc');
    expect(typed).toContain('evil. example');
    expect(typed).not.toMatch(/[\p{L}\p{N}]\.[\p{L}\p{N}]|[/@]/u);
  });

  it('says that nobody has it, and that the name is not known', () => {
    const text = written({ fullName: null }, {}, { ownerName: null as never });

    expect(text).toContain('Khách: chưa cho biết tên');
    expect(text).toContain('Người phụ trách: chưa có ai');
  });
});
