import { describe, expect, it } from '@jest/globals';
import type { RegistrationView } from '../../../api/registrations/registration-view.ts';
import { eventMeant, isMeant, shownBy, shownRows } from '../../../web/src/console/events/rules-list.ts';

const row = (more: Partial<RegistrationView> = {}): RegistrationView => ({
  leadId: 'L1',
  fullName: 'Đỗ Thị Ánh',
  phoneEnd: '678',
  state: 'confirmed',
  reason: 'posted',
  since: '2026-12-01T00:00:00.000Z',
  arrivedAt: '2026-12-01T00:00:00.000Z',
  code: 'K7AB-91ZZ',
  attendedAt: null,
  missedAt: null,
  ...more,
});

describe('who is looked for at the door', () => {
  it.each([
    ['', true],
    ['anh', true],
    ['do anh', true],
    ['ĐỖ', true],
    ['678', true],
    ['5678', true],
    ['0912 345 678', true],
    ['k7ab', true],
    ['K7AB-91', true],
    ['hị', false],
    ['679', false],
    ['78', false],
    ['anh lan', false],
  ])('by %p: %p', (typed, expected) => {
    expect(isMeant(row(), typed)).toBe(expected);
  });

  it('is nobody of whom nothing may be seen, but by their code', () => {
    const hidden = row({ fullName: null, phoneEnd: null });

    expect([isMeant(hidden, 'anh'), isMeant(hidden, '678'), isMeant(hidden, 'k7ab')]).toEqual([false, false, true]);
  });

  it('stands in the list by given name, without those who gave their place back', () => {
    const rows = [
      row({ leadId: 'B', fullName: 'Trần Bình' }),
      row({ leadId: 'C', fullName: 'Lê Minh Châu', state: 'cancelled', code: null }),
      row({ leadId: 'N', fullName: null }),
      row({ leadId: 'A', fullName: 'Vũ Thị An' }),
    ];

    expect(shownRows(rows, '').map(({ leadId }) => leadId)).toEqual(['A', 'B', 'N']);
    expect(shownRows(rows, 'chau').map(({ leadId }) => leadId)).toEqual(['C']);
  });
});

it.each([
  ['K7AB-91ZZ', { code: 'K7AB-91ZZ' }],
  [' k7ab 91zz ', { code: 'k7ab 91zz' }],
  ['0912 345 678', { phone: '0912 345 678' }],
  ['+84 912.345.678', { phone: '+84 912.345.678' }],
  ['678', null],
  ['Minh Châu', null],
  ['', null],
])('what a scanner or a person types and ends by Enter, %p, is %p', (typed, expected) => {
  expect(shownBy(typed)).toEqual(expected);
});

it('means the event that goes on or comes next, else the last one', () => {
  const events = ['01', '05', '09'].map((day) => ({ day, endsAt: `2026-12-${day}T04:00:00.000Z`, calledOff: day === '05' }));
  const meantOn = (day: string) => eventMeant(events, Date.parse(`2026-12-${day}T00:00:00.000Z`))?.day;

  expect([meantOn('01'), meantOn('02'), meantOn('20')]).toEqual(['01', '09', '09']);
});
