import { describe, expect, it } from '@jest/globals';
import type { EntryView, GroupView, TimelineView } from '../../../api/leads/timeline-view.ts';
import { momentOf } from '../../../web/src/console/app/moments.ts';
import { draftOf, editsIn, rebased } from '../../../web/src/console/lead/edits.ts';
import { byDay, happeningsIn, withOwn, withPage } from '../../../web/src/console/lead/history.ts';
import { meantBy, mentionAt, withMention } from '../../../web/src/console/lead/mentions.ts';
import { offeredSubject } from '../../../web/src/console/lead/offered.ts';
import { readable, waysTo } from '../../../web/src/console/lead/phone.ts';
import { proposedStage } from '../../../web/src/console/lead/stages.ts';
import { clockIn, dateIn, dayAfter, momentInWords } from '../../../web/src/console/lead/when.ts';

const actor = { kind: 'rep' as const, id: 'rep-lan' };
const entry = (id: string, type = 'lead.updated', data: Record<string, unknown> = {}): EntryView => ({
  id,
  type,
  at: '2026-11-20T02:00:00.000Z',
  actor,
  leadVersion: 1,
  summary: id,
  data,
});
const group = (id: string, at: string, more: Partial<GroupView> = {}): GroupView => ({
  id,
  kind: 'change',
  at,
  since: at,
  actor,
  summary: id,
  details: [],
  entryIds: [id],
  ...more,
});
const pageOf = (groups: GroupView[], nextCursor: string | null): TimelineView => ({
  items: groups.flatMap(({ entryIds }) => entryIds.map((id) => entry(id))),
  groups,
  nextCursor,
});

describe('the history of a lead', () => {
  it('goes on page by page, and keeps what was read when the first page comes again with more', () => {
    const first = withPage(null, pageOf([group('c', '2026-11-20T03'), group('b', '2026-11-20T02')], 'to-a'), true);
    const whole = withPage(first, pageOf([group('a', '2026-11-20T01')], null), false);

    const again = withPage(whole, pageOf([group('d', '2026-11-20T04'), group('c', '2026-11-20T03')], 'to-b'), true);

    expect(again.groups.map(({ id }) => id)).toEqual(['d', 'c', 'b', 'a']);
    expect(again.nextCursor).toBeNull();
  });

  it('puts a visit together that goes on in the next page', () => {
    const newest = group('visit:1', '2026-11-20T03', { kind: 'visit', entryIds: ['v3'], details: ['x'] });
    const oldest = group('visit:1', '2026-11-20T01', { kind: 'visit', entryIds: ['v1'], details: ['x', 'y'] });

    const known = withPage(withPage(null, pageOf([newest], 'more'), true), pageOf([oldest], null), false);

    expect(known.groups).toEqual([{ ...newest, since: '2026-11-20T01', details: ['x', 'y'], entryIds: ['v3', 'v1'] }]);
  });

  it('tells with notes and calls what was written, and shows what people did large', () => {
    const page = {
      items: [
        entry('n', 'note.changed', { noteId: 'N1' }),
        entry('c', 'call.logged', { callId: 'C1' }),
        entry('m', 'lead.scored'),
        entry('r', 'mail.replied', { replyId: 'R1' }),
        entry('l', 'letter.written', { letterId: 'M1', mailId: 'letter-M1' }),
      ],
      groups: [
        group('l', '2026-11-20T05', { kind: 'mail' }),
        group('r', '2026-11-20T04', { kind: 'mail' }),
        group('n', '2026-11-20T03'),
        group('c', '2026-11-20T02', { kind: 'call' }),
        group('m', '2026-11-20T01', { actor: { kind: 'system', id: 'scoring' } }),
      ],
      nextCursor: null,
    };
    const notes = [{ noteId: 'N1', at: '', by: 'user-lan', text: 'Hỏi giá', editedAt: null, told: [], own: true }];
    const call = { callId: 'C1', at: '', loggedAt: '', by: 'user-lan', repId: null, outcome: 'noAnswer', reached: false };
    const calls = [{ ...call, durationMs: null, note: 'Máy bận', callbackAt: null, opportunityId: null, following: 'next' as const }];

    const replies = [
      {
        replyId: 'R1',
        at: '',
        way: 'mail' as const,
        by: null,
        text: 'Gọi lại nhé',
        mailId: null,
        unprovenFrom: 'chong@example.com',
        isTooLarge: false,
        files: ['anh.jpg'],
      },
    ];

    const letter = { letterId: 'M1', mailId: 'letter-M1', at: '', by: 'user-lan', subject: 'Báo giá', text: 'Em gửi', until: null };
    const about = { purpose: 'service' as const, topicId: null, templateId: null, replyId: null };
    const letters = [{ ...letter, ...about, state: 'waiting' as const, reason: null, reasonText: null }];

    const told = happeningsIn(withPage(null, page, true), { notes, calls, replies, letters });

    expect(told[0]).toMatchObject({ letter: { subject: 'Báo giá', state: 'waiting' } });
    expect(told[1]).toMatchObject({ unprovenFrom: 'chong@example.com', files: ['anh.jpg'] });
    expect(told.map(({ filter, isOfPeople, text, by }) => [filter, isOfPeople, text, by])).toEqual([
      ['mails', true, 'Em gửi', 'user-lan'],
      ['mails', true, 'Gọi lại nhé', null],
      ['notes', true, 'Hỏi giá', 'user-lan'],
      ['calls', true, 'Máy bận', 'user-lan'],
      ['changes', false, null, null],
    ]);
  });

  it('is by the days of the company, not of Greenwich', () => {
    const known = withPage(null, pageOf([group('b', '2026-11-20T17:30:00.000Z'), group('a', '2026-11-20T16:30:00.000Z')], null), true);

    const days = byDay(happeningsIn(known, { notes: [], calls: [], replies: [], letters: [] }), (at) => dateIn(at, 'Asia/Ho_Chi_Minh'));

    expect(days.map(({ day }) => day)).toEqual(['2026-11-21', '2026-11-20']);
  });
});

describe('moments', () => {
  const zone = 'Asia/Ho_Chi_Minh';

  it('are those of the clocks of the zone', () => {
    const at = momentOf({ date: '2027-02-05', time: '09:30' }, zone);

    expect(at.toISOString()).toBe('2027-02-05T02:30:00.000Z');
    expect([dateIn(at, zone), clockIn(at, zone), dayAfter('2027-02-28', 1)]).toEqual(['2027-02-05', '09:30', '2027-03-01']);
    expect(momentInWords(at, new Date('2027-02-05T10:00:00Z'), zone, 'vi')).toBe('09:30');
    expect(momentInWords(at, new Date('2027-02-04T10:00:00Z'), zone, 'en')).toContain('05/02');
  });
});

describe('a move', () => {
  it.each([
    ['lead', ['sql', 'mql'], 'on', 'mql'],
    ['mql', ['lead', 'sql'], 'on', 'sql'],
    ['mql', ['lead', 'sql'], 'back', 'lead'],
    ['lead', ['mql', 'sql'], 'back', 'mql'],
    ['sqo', [], 'on', null],
  ] as const)('from %s to %j leads %s to %s', (from, possible, direction, to) => {
    expect(proposedStage(from, possible, direction)).toBe(to);
  });
});

describe('naming a colleague', () => {
  const colleagues = [
    { userId: 'leader-south', name: 'Đỗ Thị Hà' },
    { userId: 'admin', name: 'admin' },
  ];

  it.each([
    ['hỏi @', '@', ''],
    ['hỏi @do', '@do', 'do'],
    ['thư a@b', null, null],
    ['hỏi @do ', null, null],
  ])('%s', (text, written, typed) => {
    const begun = mentionAt(text, text.length);

    expect(begun && [text.slice(begun.from), begun.typed]).toEqual(written === null ? null : [written, typed]);
  });

  it('finds them by any word of the name without accents, or by the id, and writes the id', () => {
    expect(meantBy('do', colleagues).map(({ userId }) => userId)).toEqual(['leader-south']);
    expect(meantBy('ha', colleagues).map(({ userId }) => userId)).toEqual(['leader-south']);
    expect(meantBy('', colleagues)).toHaveLength(2);
    expect(withMention('nhờ @do xem', 7, { userId: 'leader-south', name: '' })).toEqual({ text: 'nhờ @leader-south xem', caret: 18 });
  });
});

describe('ways to a person', () => {
  it.each([
    [{ raw: '0912345678', e164: '+84912345678', valid: true }, '0912 345 678', 'tel:+84912345678'],
    [{ raw: '•••• ••5 678', e164: null, valid: true, masked: true }, '•••• ••5 678', null],
    [{ raw: '12', e164: null, valid: false }, '12', null],
    [{ raw: 'x', e164: 'javascript:alert(1)', valid: false }, 'javascript:alert(1)', 'tel:+1'],
    [{ raw: '+1 415 555 2671', e164: '+14155552671', valid: true }, '+14155552671', 'tel:+14155552671'],
  ])('of %j', (phone, shown, call) => {
    expect([readable(phone), waysTo(phone)?.call ?? null]).toEqual([shown, call]);
  });
});

describe('an edit', () => {
  const field = (fieldId: string, value: string | null) => {
    const labels = { vi: fieldId, en: fieldId };
    return { fieldId, labels, type: 'text' as const, privacy: 'open' as const, value, text: labels, fits: true, masked: value === null };
  };
  const region = { provinceCode: '79', provinceName: 'TP.HCM', macroRegion: 'south' as const, reason: 'given' as const, raw: 'sg' };
  const lead = {
    fullName: 'Hường',
    phone: { raw: '0912345678', e164: '+84912345678', valid: true },
    email: null,
    company: 'Tạp hóa',
    title: null,
    region,
    products: ['a', 'b'],
    fields: [field('branches', '3'), field('idNumber', null)],
  };
  const before = draftOf(lead);

  it('is what was changed alone; what was emptied is let go', () => {
    expect(editsIn(before, { ...before, title: ' Chủ ', company: '', products: ['b', 'a'] })).toEqual({ title: 'Chủ', company: null });
    expect(editsIn(before, { ...before, products: ['a'] })).toEqual({ products: ['a'] });
    expect(editsIn(before, before)).toEqual({});
  });

  it('leaves a number alone that is masked', () => {
    const masked = draftOf({ ...lead, phone: { raw: '•••• ••5 678', e164: null, valid: true, masked: true }, email: 'h•••@example.com' });

    expect([masked.phone, masked.email, editsIn(masked, masked)]).toEqual(['', '', {}]);
  });

  it('says of the company’s own fields only what was changed, and leaves those alone that are masked', () => {
    expect(editsIn(before, { ...before, extra: { branches: ' 3 ', idNumber: '', industry: '' } })).toEqual({});
    expect(editsIn(before, { ...before, extra: { branches: '', idNumber: '079 201', industry: 'ban-le' } })).toEqual({
      extra: { branches: null, idNumber: '079 201', industry: 'ban-le' },
    });
  });

  it('tells which of the company’s own fields somebody else wrote meanwhile', () => {
    const now = draftOf({ ...lead, fields: [field('branches', '5'), field('industry', 'an-uong')] });

    const { draft, conflicts } = rebased(before, { ...before, extra: { ...before.extra, branches: '4' } }, now);

    expect([draft.extra, conflicts]).toEqual([{ branches: '4', industry: 'an-uong' }, { 'extra.branches': '5' }]);
  });

  it('comes onto what somebody else wrote meanwhile: what was typed stays, the rest follows', () => {
    const now = draftOf({ ...lead, company: 'Siêu thị', title: 'Chủ' });

    const { draft, conflicts } = rebased(before, { ...before, company: 'Chuỗi', fullName: 'Hường B' }, now);

    expect(draft).toEqual({ ...now, company: 'Chuỗi', fullName: 'Hường B' });
    expect(conflicts).toEqual({ company: 'Siêu thị' });
  });
});

describe('what was done here', () => {
  const note = { noteId: 'n1', at: '2026-11-20T04:00:00.000Z', by: 'user-lan', text: 'Hẹn thứ Năm' };
  const act = {
    id: 'a1',
    path: '/v1/leads/{leadId}/calls',
    atMs: Date.parse('2026-11-20T05:00:00.000Z'),
    userId: 'user-lan',
    request: { body: { outcome: 'busy', note: 'Máy bận' } },
    about: { what: 'Bận' },
  };
  const known = (entries: EntryView[]) => ({ entries: new Map(entries.map((one) => [one.id, one])) });

  it('stands in the history at once, what waits for a network with a mark, until the history tells it', () => {
    const own = { saved: [note], acts: [act, { ...act, id: 'a2', refused: { is: 'fault' } }], noteName: 'Ghi chú' };

    expect(withOwn([], known([]), own)).toMatchObject([
      { id: 'a1', filter: 'calls', summary: 'Bận', text: 'Máy bận', isWaiting: true },
      { id: 'n1', filter: 'notes', summary: 'Ghi chú', text: 'Hẹn thứ Năm' },
    ]);
    expect(withOwn([], known([entry('e1', 'note.changed', { noteId: 'n1' })]), { ...own, acts: [] })).toEqual([]);
  });
});

describe('what waits for an answer', () => {
  const owner = { repId: 'rep-lan', name: 'Lan', since: '2026-11-20T02:00:00.000Z' };
  const assignment = { state: 'offered' as const, since: owner.since, slaDueAt: null, offersLeft: 1, protectedUntil: null };
  const asks = { status: 'open', reason: 'accept', repId: 'rep-lan', subject: 'O1' } as const;

  it.each([
    ['the lead that is offered to the rep', { owner, assignment, tasks: [] }, 'rep-lan', 'lead'],
    ['an opportunity that is', { owner: null, assignment: null, tasks: [asks] }, 'rep-lan', 'O1'],
    ['nothing of a colleague', { owner, assignment, tasks: [asks] }, 'rep-anh', null],
    ['nothing of what was answered', { owner, assignment: null, tasks: [{ ...asks, status: 'done' as const }] }, 'rep-lan', null],
    ['nothing of somebody who is no rep', { owner, assignment, tasks: [] }, null, null],
  ] as const)('is %s', (_, lead, repId, expected) => {
    expect(offeredSubject(lead as never, repId)).toBe(expected);
  });
});
